using System.Runtime.CompilerServices;

namespace DcepSim.Cli.Benching;

/// <summary>The transfers of one caller: a pure function of key and place, but for those that end a hold, which name its sequence.</summary>
/// <remarks>Of each hundred places 1 repeats an earlier request, 2 are refused, 5 make a hold, 4 to 5 post or void one. One in eight holds is left
/// to expire. Not safe for use by several threads at once.</remarks>
public sealed class BenchStream
{
    private const int Repeats = 100; // of ten thousand, as the rest
    private const int Refusals = Repeats + 200;
    private const int Holds = Refusals + 500;
    private const int HoldEnds = Holds + 440;
    internal const int BetweenPersons = HoldEnds + 2_000;
    internal const int Payments = BetweenPersons + 3_120;
    internal const int Refunds = Payments + 3_120;
    internal const int Loads = Refunds + 260;

    /// <summary>The least amount of a common transfer.</summary>
    internal const int LeastFen = 2;

    /// <summary>How many amounts there are, each a fen more than the one before.</summary>
    internal const int AmountsFen = 19;

    private const int OpenHolds = 4_096;
    private const int ExpirySeconds = 2;
    private const int LongHoldSeconds = 600;
    private const long FarTooMuchFen = 10_000_000_000_000_000;

    private const int ClassesPerPattern = 20; // all of the above are multiples of it, so that the table of patterns stays in the nearest cache

    private static readonly Pattern[] Patterns = [.. Enumerable.Range(0, 10_000 / ClassesPerPattern).Select(row => PatternOf(row * ClassesPerPattern))];
    private static readonly Amount[] SmallAmounts = [.. Enumerable.Range(LeastFen, AmountsFen).Select(fen => Amount.FromFen(fen))];

    private readonly BenchAccounts _accounts;
    private readonly BenchMix _mix;
    private readonly BenchChance _chance;
    private readonly ulong _session;
    private readonly ulong _reach;
    private readonly BenchEights? _eights;
    private readonly List<int> _rare = [];
    private readonly (Transfer Transfer, long Sequence)[] _holds = new (Transfer, long)[OpenHolds];
    private int _holdsFrom;
    private int _holdsCount;
    private ulong _place;

    /// <summary>The stream of one caller.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="accounts">The accounts it moves money between.</param>
    /// <param name="caller">Which caller, from 0. Its keys are of session <paramref name="caller"/> + 1.</param>
    public BenchStream(SettleBenchOptions options, BenchAccounts accounts, int caller)
    {
        ArgumentNullException.ThrowIfNull(options);
        _accounts = accounts;
        _mix = options.Mix;
        _chance = new(RandomKey.FromSeed(options.Seed).Child("settle").Child((ulong)caller));
        _eights = options.Mix == BenchMix.Transfers && accounts.AreAlike ? new(accounts, _chance) : null;
        _session = (ulong)caller + 1;
        _reach = (ulong)options.Window / (ulong)options.Submitters / 10 * 9; // callers do not keep the same pace
    }

    /// <summary>Transfers accepted, repeats left out.</summary>
    public long Accepted { get; private set; }

    /// <summary>Transfers refused, repeats left out.</summary>
    public long Refused { get; private set; }

    /// <summary>Repeats that got their first answer.</summary>
    public long Repeated { get; private set; }

    /// <summary>Makes the next transfers.</summary>
    /// <param name="transfers">Filled; even in length where pairs are asked for.</param>
    public void Fill(Span<Transfer> transfers)
    {
        _rare.Clear();
        if (_mix != BenchMix.Transfers)
            FillPairs(transfers);
        else if (_eights is not null)
            FillEights(_eights, transfers);
        else
            FillOneByOne(transfers, 0);
    }

    private void FillEights(BenchEights eights, Span<Transfer> transfers)
    {
        var i = 0;
        for (; i + BenchEights.Places <= transfers.Length; i += BenchEights.Places)
        {
            eights.Make(_place);
            for (var place = 0; place < BenchEights.Places; place++, _place++)
            {
                if (eights.ClassAt(place) >= HoldEnds)
                    eights.TakeAt(place, new(_session, _place + 1), out transfers[i + place]);
                else
                    transfers[i + place] = NextRare(eights.ClassAt(place), _chance.At(_place), i + place);
            }
        }

        FillOneByOne(transfers, i);
    }

    private void FillOneByOne(Span<Transfer> transfers, int from)
    {
        for (var i = from; i < transfers.Length; i++, _place++)
            Next(_chance.At(_place), i, out transfers[i]);
    }

    private void FillPairs(Span<Transfer> transfers)
    {
        for (var i = 0; i < transfers.Length; i += 2, _place += 2)
        {
            var block = _chance.At(_place);
            if (IsPair(block))
            {
                MakePair(PlaceOfPair(block), i, transfers[i..(i + 2)]);
            }
            else
            {
                Next(block, i, out transfers[i]);
                _place++;
                Next(_chance.At(_place), i + 1, out transfers[i + 1]);
                _place--;
            }
        }
    }

    /// <summary>Takes the answers: they are counted, and holds are known by their sequence.</summary>
    /// <param name="transfers">What was filled last.</param>
    /// <param name="receipts">Its answers.</param>
    public void Learn(ReadOnlySpan<Transfer> transfers, ReadOnlySpan<Receipt> receipts)
    {
        receipts = receipts[..transfers.Length];
        var accepted = 0;
        foreach (ref readonly var receipt in receipts)
            accepted += receipt.IsAccepted ? 1 : 0;
        Accepted += accepted;
        Refused += receipts.Length - accepted;
        foreach (var place in _rare) // the transfers themselves are not read again but for these
            LearnRare(transfers[place], receipts[place], isRepeat: transfers[place].Key.Counter != _place - (ulong)transfers.Length + (ulong)place + 1);
    }

    /// <summary>Counts an answer otherwise than by whether it was accepted, if need be.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LearnRare(in Transfer transfer, in Receipt receipt, bool isRepeat)
    {
        if (isRepeat && receipt.Sequence != 0)
        {
            Repeated++;
            if (receipt.IsAccepted)
                Accepted--;
            else
                Refused--;
        }
        else if (receipt.IsAccepted && transfer.Hold.Value == LongHoldSeconds)
        {
            Keep(transfer, receipt.Sequence);
        }
    }

    /// <summary>Sets the counts to zero, as when the clock starts.</summary>
    public void ResetCounts() => (Accepted, Refused, Repeated) = (0, 0, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ClassOf(in RandomBlock block) => (int)(((block.A & uint.MaxValue) * 10_000) >> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Amount SmallAmount(in RandomBlock block) => SmallAmounts[(int)(unchecked((block.D >> 32) * AmountsFen) >> 32)]; // below 2^37

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsPair(in RandomBlock block) => _mix switch
    {
        BenchMix.Payments => true,
        BenchMix.Campaign => (block.A >> 63) != 0,
        _ => false,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Next(in RandomBlock block, int index, out Transfer next)
    {
        var kind = ClassOf(block);
        if (kind >= HoldEnds)
            MakeCommon(_place, kind, block, out next);
        else
            next = NextRare(kind, block, index);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Transfer NextRare(int kind, in RandomBlock block, int index)
    {
        if (kind < Repeats && TryPlaceToRepeat(block, out var place))
        {
            _rare.Add(index);
            return Make(place, _chance.At(place));
        }

        if (kind >= Holds && _holdsCount > 0)
            return EndHold(block);
        if (kind is >= Refusals and < Holds)
            _rare.Add(index);
        return Make(_place, block);
    }

    /// <summary>An earlier place that anybody can make again: no repeat itself, no end of a hold, no half of a pair.</summary>
    private bool TryPlaceToRepeat(in RandomBlock block, out ulong place)
    {
        var age = 1 + Math.BigMul(block.B, Math.Max(1, Math.Min(_reach, _place)), out _);
        place = age <= _place ? _place - age : 0;
        for (var tries = 0; tries < 16 && place > 0; tries++, place--)
        {
            var earlier = _chance.At(place);
            var isHalf = _mix != BenchMix.Transfers && IsPair(_chance.At(place / 2 * 2));
            if (!isHalf && ClassOf(earlier) is >= Repeats and not (>= Holds and < HoldEnds))
                return true;
        }

        return false;
    }

    private Transfer Make(ulong place, in RandomBlock block)
    {
        var kind = ClassOf(block);
        if (kind >= HoldEnds)
        {
            MakeCommon(place, kind, block, out var common);
            return common;
        }

        var payer = _accounts.Person(_accounts.DrawPerson(block.B));
        var merchant = BenchAccounts.Merchant(_accounts.DrawMerchant(block.C));
        var key = new IdempotencyKey(_session, place + 1);
        return kind switch
        {
            >= Repeats and < Refusals => Refusal(key, payer, merchant, block.D),
            >= Refusals and < Holds => Hold(key, payer, merchant, block),
            _ => new(key, payer, merchant, SmallAmount(block), TransferKind.Payment),
        };
    }

    /// <summary>A transfer that is nothing special. Without branches that go now one way, now the other: wrong guesses took half of the time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MakeCommon(ulong place, int kind, in RandomBlock block, out Transfer made)
    {
        var common = Patterns[(int)((uint)kind / ClassesPerPattern)];
        var person = _accounts.DrawPerson(block.B);
        var payer = _accounts.Person(person).Value;
        var other = _accounts.DrawOther(common.Other, block.C, person).Value;
        var swap = (payer ^ other) & common.Reverse;
        made = new(new(_session, place + 1), new(payer ^ swap), new(other ^ swap), SmallAmount(block), common.Kind); // written in place
    }

    private static Transfer Hold(IdempotencyKey key, AccountId payer, AccountId merchant, in RandomBlock block)
    {
        var term = HoldTerm.ForSeconds((block.D & 7) == 0 ? ExpirySeconds : LongHoldSeconds);
        return new(key, payer, merchant, SmallAmount(block), TransferKind.Payment, TransferFlags.Pending, term);
    }

    private static Pattern PatternOf(int kind) => kind switch
    {
        < HoldEnds => new(TransferKind.Payment, BenchParty.Merchant, 0),
        < BetweenPersons => new(TransferKind.PersonToPerson, BenchParty.Person, 0),
        < Payments => new(TransferKind.Payment, BenchParty.Merchant, 0),
        < Refunds => new(TransferKind.Refund, BenchParty.Merchant, -1),
        < Loads => new(TransferKind.Load, BenchParty.Vault, -1),
        _ => new(TransferKind.Unload, BenchParty.Vault, 0),
    };

    private static Transfer Refusal(IdempotencyKey key, AccountId payer, AccountId merchant, ulong word) => (word & 3) == 0
        ? new(key, merchant, payer, Amount.FromFen(1), TransferKind.Payment) // merchants take payments, they do not make them
        : new(key, payer, merchant, Amount.FromFen(FarTooMuchFen), TransferKind.Payment);

    private Transfer EndHold(in RandomBlock block)
    {
        var (hold, sequence) = _holds[_holdsFrom];
        _holdsFrom = (_holdsFrom + 1) % OpenHolds;
        _holdsCount--;
        var isVoid = block.D % 3 == 0;
        var amount = isVoid || (block.D & 8) == 0 ? hold.Amount : Amount.FromFen(1);
        return hold with
        {
            Key = new(_session, _place + 1), Amount = amount, Flags = isVoid ? TransferFlags.Void : TransferFlags.Post, Hold = new(sequence),
        };
    }

    // Past the capacity a hold is left to expire.
    private void Keep(in Transfer hold, long sequence)
    {
        if (_holdsCount == OpenHolds)
            return;
        _holds[(_holdsFrom + _holdsCount) % OpenHolds] = (hold, sequence);
        _holdsCount++;
    }

    private ulong PlaceOfPair(in RandomBlock block)
    {
        if (ClassOf(block) >= Repeats)
            return _place;
        var age = 2 + (Math.BigMul(block.B, Math.Max(1, Math.Min(_reach, _place)), out _) / 2 * 2);
        for (var tries = 0; tries < 16 && age <= _place; tries++, age += 2)
        {
            var earlier = _chance.At(_place - age);
            if (IsPair(earlier) && ClassOf(earlier) >= Repeats)
                return _place - age;
        }

        return _place;
    }

    private void MakePair(ulong place, int index, Span<Transfer> pair)
    {
        if (place != _place)
        {
            _rare.Add(index);
            _rare.Add(index + 1);
        }

        var block = _chance.At(place);
        var packet = _accounts.PacketOf(_accounts.DrawPerson(block.B));
        var merchant = BenchAccounts.Merchant(_accounts.DrawMerchant(block.C));
        var own = ClassOf(block) is >= Repeats and < Refusals ? Amount.FromFen(FarTooMuchFen) : SmallAmount(block);
        pair[0] = new(new(_session, place + 1), BenchAccounts.Packet(packet), merchant, SmallAmount(block), TransferKind.PacketPayment, TransferFlags.Linked);
        pair[1] = new(new(_session, place + 2), BenchAccounts.HolderOf(packet), merchant, own, TransferKind.Payment);
    }

    /// <summary>What is common to the transfers of a class.</summary>
    /// <param name="Kind">Their kind.</param>
    /// <param name="Other">Who stands on the other side of the person.</param>
    /// <param name="Reverse">All bits where the person receives, else none.</param>
    private readonly record struct Pattern(TransferKind Kind, BenchParty Other, int Reverse);
}
