using DcepSim;
using DcepSim.Ledger;
using DcepSim.Settlement;
using NodaTime;

// A book of e-CNY without simulation: the central bank issues, an operator loads, people pay.
await using var book = new InlineSettlement(new LedgerOptions(), SystemClock.Instance);
var bank = new OperatorId(1);
var issue = await book.OpenAsync(new(AccountKind.Issue, OperatorId.CentralBank));
var vault = await book.OpenAsync(new(AccountKind.Vault, bank));
var wallet = await book.OpenAsync(new(AccountKind.PersonalWallet, bank));
var shop = await book.OpenAsync(new(AccountKind.CorporateWallet, bank));

var key = new IdempotencyKey(Session: 1, Counter: 0);
Receipt Ask(AccountId debit, AccountId credit, int yuan, TransferKind kind)
{
    key = key.Next();
    var receipts = new Receipt[1];
    book.Settle([new Transfer(key, debit, credit, Amount.FromYuan(yuan), kind)], receipts);
    Console.WriteLine($"{kind,-9} {yuan,4} yuan: {receipts[0].Status}");
    return receipts[0];
}

Ask(issue, vault, 1000, TransferKind.Issuance);
Ask(vault, wallet, 200, TransferKind.Load);
Ask(wallet, shop, 38, TransferKind.Payment);
Ask(wallet, shop, 500, TransferKind.Payment); // the world says no: a status, no exception
Ask(shop, vault, 38, TransferKind.Issuance);  // shops do not issue money

// Asking again with the same key is harmless: the first answer comes back, nothing moves.
var again = new Receipt[1];
book.Settle([new Transfer(new(1, 3), wallet, shop, Amount.FromYuan(38), TransferKind.Payment)], again);
Console.WriteLine($"asked again: {again[0].Status}, wallet {await book.BalanceOfAsync(wallet)} yuan, shop {await book.BalanceOfAsync(shop)} yuan");

var balance = await book.TakeTrialBalanceAsync();
Console.WriteLine($"issued {balance.Issued} yuan, circulating {balance.Circulating} yuan, debits equal credits: {balance.IsBalanced}");
