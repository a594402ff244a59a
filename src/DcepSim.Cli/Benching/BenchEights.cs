using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DcepSim.Cli.Benching;

/// <summary>Transfers that are nothing special, eight places side by side: making them one by one took a sixth of the processors from what is
/// measured.</summary>
/// <remarks>The very transfers that <see cref="BenchStream"/> makes of the same places one by one. Only where all accounts are equally likely and
/// there are no packets. Not safe for use by several threads at once.</remarks>
internal sealed class BenchEights(BenchAccounts accounts, BenchChance chance)
{
    /// <summary>How many places are made together.</summary>
    public const int Places = 8;

    private const ulong Ninth = 954_437_177; // times a number of 32 bits, shifted by 33: a ninth of it

    private Eight _classes;
    private Eight _parties;
    private Eight _amounts;
    private Eight _kinds;

    /// <summary>Makes what stands at eight places.</summary>
    /// <param name="first">The first of them.</param>
    public void Make(ulong first)
    {
        var words = chance.At(Vector512.Create(first) + Vector512<ulong>.Indices);
        var kind = Part(words.A & Vector512.Create((ulong)uint.MaxValue), 10_000);
        var person = Part(words.B >>> 32, (ulong)accounts.Persons);
        var isPerson = Vector512.LessThan(kind, Vector512.Create((ulong)BenchStream.BetweenPersons));
        var isMerchant = Vector512.LessThan(kind, Vector512.Create((ulong)BenchStream.Refunds)) & ~isPerson;
        var isPayment = Vector512.LessThan(kind, Vector512.Create((ulong)BenchStream.Payments));
        var isLoad = Vector512.LessThan(kind, Vector512.Create((ulong)BenchStream.Loads));
        var chosen = Part(words.C >>> 32, Choose(isPerson, isMerchant, (ulong)accounts.Persons, (ulong)accounts.Merchants, BenchAccounts.Vaults));
        chosen -= isPerson & Vector512.Equals(chosen, person); // minus all bits: the next one
        chosen &= ~(isPerson & Vector512.Equals(chosen, Vector512.Create((ulong)accounts.Persons)));
        var payer = Person(person);
        var other = Vector512.ConditionalSelect(isPerson, Person(chosen), Vector512.ConditionalSelect(
            isMerchant,
            Vector512.Create((ulong)BenchAccounts.Merchant(0).Value) + (chosen * 10UL),
            Vector512.Create((ulong)BenchAccounts.Vault(0).Value) + chosen));
        var swap = (payer ^ other) & isLoad & ~isPayment;
        _classes = Unsafe.BitCast<Vector512<ulong>, Eight>(kind);
        _parties = Unsafe.BitCast<Vector512<ulong>, Eight>((payer ^ swap) | ((other ^ swap) << 32));
        _amounts = Unsafe.BitCast<Vector512<ulong>, Eight>(Part(words.D >>> 32, BenchStream.AmountsFen) + Vector512.Create((ulong)BenchStream.LeastFen));
        _kinds = Unsafe.BitCast<Vector512<ulong>, Eight>(Vector512.ConditionalSelect(
            isPayment,
            Choose(isPerson, isMerchant, (ulong)TransferKind.PersonToPerson, (ulong)TransferKind.Payment, 0),
            Vector512.ConditionalSelect(isMerchant, Vector512.Create((ulong)TransferKind.Refund), Choose(isLoad, isLoad, (ulong)TransferKind.Load, 0, (ulong)TransferKind.Unload))));
    }

    /// <summary>The class of one of the eight, of ten thousand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ClassAt(int place) => (int)_classes[place];

    /// <summary>The transfer at one of the eight, if it is nothing special.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void TakeAt(int place, IdempotencyKey key, out Transfer made)
    {
        unchecked // the lower half of the bits, and the upper
        {
            made = new(key, new((int)_parties[place]), new((int)(_parties[place] >> 32)), Unsafe.BitCast<ulong, Amount>(_amounts[place]), (TransferKind)_kinds[place]);
        }
    }

    /// <summary>Numbers below a count, from words of 32 bits.</summary>
    private static Vector512<ulong> Part(Vector512<ulong> words, ulong count) => (words * count) >>> 32;

    private static Vector512<ulong> Part(Vector512<ulong> words, Vector512<ulong> counts) => (words * counts) >>> 32;

    private static Vector512<ulong> Choose(Vector512<ulong> isFirst, Vector512<ulong> isSecond, ulong first, ulong second, ulong third) =>
        Vector512.ConditionalSelect(isFirst, Vector512.Create(first), Vector512.ConditionalSelect(isSecond, Vector512.Create(second), Vector512.Create(third)));

    private Vector512<ulong> Person(Vector512<ulong> person) => Vector512.Create((ulong)accounts.Person(0).Value) + person + ((person * Ninth) >>> 33); // nine of each ten

    [InlineArray(Places)]
    private struct Eight
    {
        private ulong _first;
    }
}
