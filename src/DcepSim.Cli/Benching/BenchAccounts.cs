using System.Numerics;
using System.Runtime.CompilerServices;
using DcepSim.Ledger;
using DcepSim.Settlement;
using DcepSim.Statistics.Sampling;
using DcepSim.Wallets;
using NodaTime;

namespace DcepSim.Cli.Benching;

/// <summary>The accounts of a benchmark: who they are, what they start with, and how likely each is chosen.</summary>
/// <remarks>Accounts come in tens: nine persons and a merchant, or five persons, the packets of four of them, and a merchant. Immutable and safe
/// for use by several threads.</remarks>
public sealed class BenchAccounts
{
    /// <summary>How many vaults there are, each of an operator of its own.</summary>
    public const int Vaults = 4;

    private const int First = Vaults + 4; // after the issue account, the vaults, the funder and its pool
    private const int Funder = Vaults + 2;
    private const int Pool = Vaults + 3;
    private const int HotPerThousand = 10;
    private const long RichFen = 1_000_000_000;
    private const long PlainFen = 100_000;
    private const long PacketFen = 10_000_000;
    private const long VaultFen = 20_000_000_000_000_000;

    private const int AskedTogether = 4_096;

    private readonly ulong _fundingSession;
    private readonly int _personsOfTen;
    private readonly byte[] _tiers;
    private readonly DiscreteTable? _personRanks;
    private readonly DiscreteTable? _merchantRanks;
    private readonly Line[] _lines; // by party
    private readonly uint _personStep;
    private readonly uint _merchantStep;

    /// <summary>The accounts that the options ask for.</summary>
    public BenchAccounts(SettleBenchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _fundingSession = (ulong)options.Submitters + 1;
        HasPackets = options.Mix != BenchMix.Transfers;
        _personsOfTen = HasPackets ? 5 : 9;
        Persons = options.Accounts / 10 * _personsOfTen;
        Merchants = options.Accounts / 10;
        Packets = HasPackets ? options.Accounts / 10 * 4 : 0;
        (_personStep, _merchantStep) = (StepThrough(Persons), StepThrough(Merchants));
        if (options.Skew > 0)
        {
            _personRanks = DiscreteTable.Zipf(Persons, options.Skew, "persons");
            _merchantRanks = DiscreteTable.Zipf(Merchants, options.Skew, "merchants");
        }

        _tiers = MakeTiers();
        _lines = [new(First + 9, 10, (uint)Merchants, 0), new(First, 1, (uint)Persons, 1), new(2, 1, Vaults, 0)];
    }

    /// <summary>Whether there are red packets among them.</summary>
    public bool HasPackets { get; }

    /// <summary>Whether all are equally likely, and none is a packet.</summary>
    internal bool AreAlike => _merchantRanks is null && !HasPackets;

    /// <summary>How many personal wallets.</summary>
    public int Persons { get; }

    /// <summary>How many corporate wallets that take payments.</summary>
    public int Merchants { get; }

    /// <summary>How many red packets.</summary>
    public int Packets { get; }

    /// <summary>How many accounts there are in all.</summary>
    public int Count => First - 1 + (Merchants * 10);

    /// <summary>The account of a person.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AccountId Person(int person)
    {
        if (!HasPackets)
            return new(First + person + (int)((uint)person / 9)); // nine of each ten
        var (ten, place) = Math.DivRem(person, 5);
        return At(ten, place == 4 ? 8 : place);
    }

    /// <summary>The account of a packet; its holder is the person of the same ten and place.</summary>
    public static AccountId Packet(int packet) => At(packet / 4, 4 + (packet % 4));

    /// <summary>The account of a merchant.</summary>
    public static AccountId Merchant(int merchant) => At(merchant, 9);

    /// <summary>The account of a vault.</summary>
    public static AccountId Vault(int vault) => new(2 + vault);

    /// <summary>A person chosen by a word of chance.</summary>
    public int DrawPerson(ulong word) => Draw(word, Persons, _personRanks, _personStep);

    /// <summary>A merchant chosen by a word of chance.</summary>
    public int DrawMerchant(ulong word) => Draw(word, Merchants, _merchantRanks, _merchantStep);

    /// <summary>Who stands on the other side of a person, chosen by a word of chance.</summary>
    /// <param name="party">What he is.</param>
    /// <param name="word">The word.</param>
    /// <param name="person">The person, who is not chosen himself.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal AccountId DrawOther(BenchParty party, ulong word, int person) =>
        AreAlike ? DrawAlike(party, word, person) : DrawUnlike(party, word, person);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private AccountId DrawAlike(BenchParty party, ulong word, int person)
    {
        unchecked // accounts are numbered with 31 bits
        {
            ref readonly var line = ref _lines[(int)party];
            var chosen = (uint)(((word >> 32) * line.Count) >> 32);
            chosen += Bit(chosen == (uint)person) & line.IsPerson;
            chosen -= line.Count & (0 - Bit(chosen == line.Count));
            return new((int)(line.First + (chosen * line.Step) + (chosen / 9 * line.IsPerson))); // a person's ten has a merchant in it
        }
    }

    private AccountId DrawUnlike(BenchParty party, ulong word, int person)
    {
        if (party == BenchParty.Merchant)
            return Merchant(DrawMerchant(word));
        if (party == BenchParty.Vault)
            return Vault((int)(word % Vaults));
        var chosen = DrawPerson(word);
        return Person(chosen != person ? chosen : (chosen + 1) % Persons);
    }

    private static uint Bit(bool isSet) => Unsafe.BitCast<bool, byte>(isSet);

    /// <summary>The packet of a person, or of the first of the same ten who has one.</summary>
    public int PacketOf(int person)
    {
        var (ten, place) = Math.DivRem(person, _personsOfTen);
        return (ten * 4) + (place % 4);
    }

    /// <summary>The person whose packet it is.</summary>
    public static AccountId HolderOf(int packet) => At(packet / 4, packet % 4);

    /// <summary>Opens all of them in an empty book and gives them their first money.</summary>
    /// <param name="settlement">The book.</param>
    /// <param name="opened">Told now and then how many are open; null if nobody wants to know.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidOperationException">The book was not empty, or refuses the first money.</exception>
    public async Task OpenAllAsync(ISettlement settlement, Action<int>? opened = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        var count = 0;
        foreach (var terms in Opening().Chunk(AskedTogether))
        {
            var asked = Array.ConvertAll(terms, one => settlement.OpenAsync(one, cancellation).AsTask());
            foreach (var account in await Task.WhenAll(asked).ConfigureAwait(false))
            {
                if (account.Value != ++count)
                    throw new InvalidOperationException($"Account {account.Value} was opened where {count} was due.");
            }

            opened?.Invoke(count);
        }

        var receipts = new Receipt[AskedTogether];
        foreach (var transfers in Funding(_fundingSession).Chunk(AskedTogether))
        {
            await settlement.SettleAsync(transfers, receipts, cancellation).ConfigureAwait(false);
            if (Array.FindIndex(receipts, 0, transfers.Length, receipt => !receipt.IsAccepted) is var place and >= 0)
                throw new InvalidOperationException($"The first money was refused: {transfers[place]}: {receipts[place].Status}.");
        }
    }

    /// <summary>The accounts to open, in the order of their numbers.</summary>
    public IEnumerable<AccountTerms> Opening()
    {
        yield return new(AccountKind.Issue, OperatorId.CentralBank);
        for (var vault = 0; vault < Vaults; vault++)
            yield return new(AccountKind.Vault, Operator(vault));
        yield return new(AccountKind.CorporateWallet, Operator(0), Scope: SpendScope.All);
        yield return new(AccountKind.CampaignPool, Operator(0), Parent: new(Funder));
        var window = SpendWindow.Between(Instant.FromUtc(2020, 1, 1, 0, 0), Instant.FromUtc(2200, 1, 1, 0, 0));
        for (var ten = 0; ten < Merchants; ten++)
        {
            for (var place = 0; place < 10; place++)
                yield return TermsAt(ten, place, window);
        }
    }

    /// <summary>What gives them their first money, in order. Keys are of one session, from counter 1.</summary>
    public IEnumerable<Transfer> Funding(ulong session)
    {
        var key = new IdempotencyKey(session, 1);
        Transfer Next(AccountId debit, AccountId credit, long fen, TransferKind kind)
        {
            var transfer = new Transfer(key, debit, credit, Amount.FromFen(fen), kind);
            key = key.Next();
            return transfer;
        }

        for (var vault = 0; vault < Vaults; vault++)
            yield return Next(new(1), Vault(vault), VaultFen, TransferKind.Issuance);
        if (HasPackets)
            yield return Next(Vault(0), new(Pool), PacketFen * Packets, TransferKind.Load);
        for (var person = 0; person < Persons; person++)
            yield return Next(Vault(person % Vaults), Person(person), _tiers[person] == (int)WalletTier.I ? RichFen : PlainFen, TransferKind.Load);
        for (var merchant = 0; merchant < Merchants; merchant++)
            yield return Next(Vault(merchant % Vaults), Merchant(merchant), RichFen, TransferKind.Load);
        for (var packet = 0; packet < Packets; packet++)
            yield return Next(new(Pool), Packet(packet), PacketFen, TransferKind.Claim);
    }

    private static OperatorId Operator(int number) => new((byte)(1 + (number % Vaults)));

    private static AccountId At(int ten, int place) => new(First + (ten * 10) + place);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Draw(ulong word, int count, DiscreteTable? ranks, uint step) => ranks is null
        ? (int)(unchecked((word >> 32) * (ulong)count) >> 32) // both below 2^32
        : Spread(ranks.Draw(word), count, step);

    // Neighbours in rank must not be neighbours in memory.
    private static int Spread(int rank, int count, uint step) => (int)((ulong)rank * step % (ulong)count);

    private static uint StepThrough(int count)
    {
        var step = 2_654_435_761u % (uint)count;
        while (BigInteger.GreatestCommonDivisor(step, count) != 1)
            step++;
        return step;
    }

    private AccountTerms TermsAt(int ten, int place, SpendWindow window)
    {
        if (place == 9)
            return new(AccountKind.CorporateWallet, Operator(ten), Scope: SpendScope.All);
        if (HasPackets && place is >= 4 and < 8)
            return new(AccountKind.RedPacket, Operator(ten + place), Scope: SpendScope.Of(0), Window: window, Parent: new(Pool));
        var person = (ten * _personsOfTen) + (HasPackets && place == 8 ? 4 : place);
        return new(AccountKind.PersonalWallet, Operator(ten + place), LimitSet.June2021.For((WalletTier)_tiers[person]).ToAccountLimits());
    }

    // All four tiers; who is chosen most is of the first, which alone has no caps that he would soon meet.
    private byte[] MakeTiers()
    {
        var tiers = new byte[Persons];
        for (var person = 0; person < Persons; person++)
            tiers[person] = (byte)(1 + (person % 4));
        for (var rank = 0; _personRanks is not null && rank < Persons * HotPerThousand / 1_000; rank++)
            tiers[Spread(rank, Persons, _personStep)] = (byte)WalletTier.I;
        return tiers;
    }

    /// <summary>Where the accounts of a party lie.</summary>
    /// <param name="First">The first one's number.</param>
    /// <param name="Step">From one to the next.</param>
    /// <param name="Count">How many there are.</param>
    /// <param name="IsPerson">1 for persons, of whom nine stand together.</param>
    private readonly record struct Line(uint First, uint Step, uint Count, uint IsPerson);
}
