using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DcepSim.Ledger;

/// <summary>
/// Looks ahead in a batch for transfers that will touch more than two accounts, which are asked for elsewhere: those of holds, and those that
/// may repeat an earlier request, because their numbers do not follow one another.
/// </summary>
/// <remarks>What they touch is found in up to three steps of which each needs the last one's memory, so each block of a batch is looked at three
/// times, every time a block nearer. It changes no answer. Without instructions to ask for memory ahead it does nothing.</remarks>
internal sealed unsafe class Lookout : IDisposable
{
    /// <summary>How many transfers are looked at together.</summary>
    public const int BlockLength = 64;

    private const int Steps = 3;
    private const int Blocks = 4; // as many as are under way, and a power of two
    private const int ListMax = BlockLength / 2; // where more stand out, none does: callers that send one at a time
    private readonly IdempotencyIndex _index;
    private readonly HoldTable _holds;
    private readonly NativeView<JournalEntry> _window;
    private readonly NativeArray<byte> _memory = NativeArray<byte>.Zeroed(Blocks * BlockLength);
    private readonly byte* _lists;
    private readonly int[] _counts = new int[Blocks];

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
            List(batch, length, 1, sequence);
            AskForSecond(batch, 0);
        }

        List(batch, length, block + 2, sequence + (2 * BlockLength));
        AskForSecond(batch, block + 1);
        AskForThird(batch, block);
    }

    public void Dispose() => _memory.Dispose();

    private void List(Transfer* batch, int length, int block, long sequence)
    {
        unchecked // places in a batch
        {
            var first = batch + (block * BlockLength);
            var count = Math.Min(BlockLength, length - (block * BlockLength));
            var list = ListOf(block);
            var listed = 0;
            var expected = block == 0 ? first->Key.Counter : count > 0 ? first[-1].Key.Counter + 1 : 0;
            for (var i = 0; i < count; i++)
            {
                var counter = first[i].Key.Counter;
                list[listed] = (byte)i;
                listed += Unsafe.BitCast<bool, byte>((counter != expected) | ((first[i].Flags & TransferChecks.HoldFlags) != 0));
                expected = counter + 1;
            }

            _counts[block % Blocks] = listed = listed <= ListMax ? listed : 0;
            for (var i = 0; i < listed; i++)
            {
                var transfer = first + list[i];
                if ((transfer->Flags & TransferChecks.HoldFlags) == 0)
                    _index.PrefetchDirectory(transfer->Key);
                else // a new hold's sequence is known as well as it need be: its neighbours share a line
                    _holds.PrefetchPlace((transfer->Flags & TransferFlags.Pending) != 0 ? sequence + list[i] : transfer->Hold.Value);
            }
        }
    }

    private void AskForSecond(Transfer* batch, int block)
    {
        unchecked // places in a batch
        {
            var list = ListOf(block);
            for (var i = 0; i < _counts[block % Blocks]; i++)
            {
                var transfer = batch + (block * BlockLength) + list[i];
                if ((transfer->Flags & TransferChecks.HoldFlags) == 0)
                    _index.PrefetchSlot(transfer->Key);
                else if ((transfer->Flags & TransferFlags.Pending) == 0)
                    _holds.PrefetchRecord(transfer->Hold.Value);
            }
        }
    }

    private void AskForThird(Transfer* batch, int block)
    {
        unchecked // places in a batch
        {
            var list = ListOf(block);
            for (var i = 0; i < _counts[block % Blocks]; i++)
            {
                var transfer = batch + (block * BlockLength) + list[i];
                if ((transfer->Flags & TransferChecks.HoldFlags) == 0 && _index.Has(transfer->Key.Session))
                    Sse.Prefetch0(_window.Pointer + Math.Max(0, _index.Find((uint)transfer->Key.Session, transfer->Key.Counter)));
            }
        }
    }

    private byte* ListOf(int block) => _lists + (block % Blocks * BlockLength);
}
