using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DcepSim.Ledger;

/// <summary>
/// Looks ahead in a batch for transfers that will touch more than two accounts, which are asked for elsewhere: those of holds, and those that
/// may repeat an earlier request, because their numbers are not above those before them.
/// </summary>
/// <remarks>What they touch is found in up to three steps of which each needs the last one's memory, so each block of a batch is looked at three
/// times, every time a block nearer. It changes no answer. Without instructions to ask for memory ahead it does nothing.</remarks>
internal sealed unsafe class Lookout : IDisposable
{
    /// <summary>How many transfers are looked at together.</summary>
    public const int BlockLength = 64;

    private const int Blocks = 4; // as many as are under way, and a power of two
    private const int ListMax = BlockLength / 2; // where more stand out, none does: callers that send one at a time
    private readonly IdempotencyIndex _index;
    private readonly HoldTable _holds;
    private readonly NativeView<JournalEntry> _window;
    private readonly NativeArray<byte> _memory = NativeArray<byte>.Zeroed(2 * Blocks * BlockLength);
    private readonly byte* _lists;
    private readonly int[] _repeated = new int[Blocks];
    private readonly int[] _held = new int[Blocks];

    public Lookout(IdempotencyIndex index, HoldTable holds, NativeView<JournalEntry> window)
    {
        _index = index;
        _holds = holds;
        _window = window;
        _lists = _memory.First.Pointer;
    }

    /// <summary>Looks ahead before the first transfer of a block is applied.</summary>
    /// <param name="batch">The first of the batch.</param>
    /// <param name="length">How many it has.</param>
    /// <param name="block">Which block is about to be applied, from 0.</param>
    /// <param name="sequence">The sequence that the block's first transfer is about to get.</param>
    public void LookFrom(Transfer* batch, int length, int block, long sequence)
    {
        if (!Sse.IsSupported)
            return;
        if (block == 0)
        {
            List(batch, length, 0, sequence);
            List(batch, length, 1, sequence + BlockLength);
            AskForSecond(batch, 0, sequence);
        }

        List(batch, length, block + 2, sequence + (2 * BlockLength));
        AskForSecond(batch, block + 1, sequence + BlockLength);
        AskForThird(batch, block);
    }

    public void Dispose() => _memory.Dispose();

    private void List(Transfer* batch, int length, int block, long sequence)
    {
        unchecked // places in a batch
        {
            var first = batch + (block * BlockLength);
            var count = Math.Min(BlockLength, length - (block * BlockLength));
            var repeats = RepeatsOf(block);
            var holds = HoldsOf(block);
            var (repeated, held) = (0, 0);
            var highest = block == 0 || count <= 0 ? 0 : first[-1].Key.Counter;
            for (var i = 0; i < count; i++)
            {
                // Both are written; one of them is kept where there is reason to.
                var counter = first[i].Key.Counter;
                repeats[repeated] = (byte)i;
                holds[held] = (byte)i;
                repeated += Unsafe.BitCast<bool, byte>(counter <= highest);
                held += Unsafe.BitCast<bool, byte>((first[i].Flags & TransferChecks.HoldFlags) != 0);
                highest = Math.Max(highest, counter);
            }

            _repeated[block % Blocks] = repeated = repeated <= ListMax ? repeated : 0;
            _held[block % Blocks] = held;
            for (var i = 0; i < repeated; i++)
                _index.PrefetchDirectory(first[repeats[i]].Key);
            for (var i = 0; i < held; i++)
                _holds.PrefetchPlace(HoldOf(first, holds[i], sequence));
        }
    }

    private void AskForSecond(Transfer* batch, int block, long sequence)
    {
        unchecked // places in a batch
        {
            var first = batch + (block * BlockLength);
            for (var i = 0; i < _repeated[block % Blocks]; i++)
                _index.PrefetchSlot(first[RepeatsOf(block)[i]].Key);
            for (var i = 0; i < _held[block % Blocks]; i++)
                _holds.PrefetchRecord(HoldOf(first, HoldsOf(block)[i], sequence));
        }
    }

    private void AskForThird(Transfer* batch, int block)
    {
        unchecked // places in a batch
        {
            var first = batch + (block * BlockLength);
            for (var i = 0; i < _repeated[block % Blocks]; i++)
            {
                var key = first[RepeatsOf(block)[i]].Key;
                if (_index.Has(key.Session))
                    Sse.Prefetch0(_window.Pointer + Math.Max(0, _index.Find((uint)key.Session, key.Counter)));
            }
        }
    }

    /// <summary>The hold that a transfer ends; of one that makes it, about the sequence it will get, which is as good: neighbours share a line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long HoldOf(Transfer* first, int place, long sequence)
    {
        unchecked // a mask, not a branch: which of the two it is cannot be guessed
        {
            var isNew = -(((long)first[place].Flags >> 1) & 1); // TransferFlags.Pending
            return ((sequence + place) & isNew) | (first[place].Hold.Value & ~isNew);
        }
    }

    private byte* RepeatsOf(int block) => _lists + (block % Blocks * BlockLength);

    private byte* HoldsOf(int block) => _lists + ((Blocks + (block % Blocks)) * BlockLength);
}
