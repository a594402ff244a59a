using System.Diagnostics;
using System.Globalization;
using DcepSim;
using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using NodaTime;

// A receipt exists only for what is on the disk. This program starts itself, lets the other settle payments into a
// journal, kills it in the middle, opens the journal again, and holds it against every receipt the other had printed.
var options = new PipelineOptions { Ledger = new() { AccountsMax = 16, IdempotencyWindow = 1 << 16 }, Journal = new() { SegmentBytes = 1 << 22 } };
if (args.Length > 0)
{
    await PayForEverAsync(args[^1]);
    return;
}

var folder = Directory.CreateTempSubdirectory("dcepsim-").FullName;
using var other = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(Program).Assembly.Location, folder]) { RedirectStandardOutput = true })!;
var seen = 0;
while (seen < 500 && await other.StandardOutput.ReadLineAsync() is { } line)
    seen = int.Parse(line, CultureInfo.InvariantCulture);
other.Kill(); // no farewell: as when the power goes
while (await other.StandardOutput.ReadLineAsync() is { } line)
    seen = int.Parse(line, CultureInfo.InvariantCulture);
await other.WaitForExitAsync();

await using var book = PipelinedSettlement.Open(new FileJournalStore(folder), SystemClock.Instance, options);
var kept = (await book.BalanceOfAsync(new AccountId(4))).Fen;
Console.WriteLine($"killed after at least 500 receipts: {seen >= 500}");
Console.WriteLine($"every receipt is in the book: {kept >= seen}");
Console.WriteLine($"at most one payment more, journaled and not yet told: {kept <= seen + 1}");
Console.WriteLine($"debits equal credits: {(await book.TakeTrialBalanceAsync()).IsBalanced}");

async Task PayForEverAsync(string place)
{
    await using var settlement = PipelinedSettlement.Open(new FileJournalStore(place), SystemClock.Instance, options);
    var bank = new OperatorId(1);
    var issue = await settlement.OpenAsync(new(AccountKind.Issue, OperatorId.CentralBank));
    var vault = await settlement.OpenAsync(new(AccountKind.Vault, bank));
    var wallet = await settlement.OpenAsync(new(AccountKind.PersonalWallet, bank));
    var shop = await settlement.OpenAsync(new(AccountKind.CorporateWallet, bank));
    var receipts = new Receipt[2];
    Transfer[] money = [new(new(1, 1), issue, vault, Amount.FromYuan(9_000), TransferKind.Issuance), new(new(1, 2), vault, wallet, Amount.FromYuan(9_000), TransferKind.Load)];
    await settlement.SettleAsync(money, receipts);
    for (var paid = 1; ; paid++)
    {
        await settlement.SettleAsync(new[] { new Transfer(new(2, (ulong)paid), wallet, shop, Amount.FromFen(1), TransferKind.Payment) }, receipts);
        Console.WriteLine(receipts[0].IsAccepted ? paid : throw new InvalidOperationException(receipts[0].ToString()));
    }
}
