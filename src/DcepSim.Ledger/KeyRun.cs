using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DcepSim.Ledger;

/// <summary>
/// Keys of one session that are added in order to one block, and keys of one session that leave the window meanwhile, in order and from one
/// block too: while that holds, nothing about a key is looked up, and both are counted at the end.
/// </summary>
/// <remarks>From <see cref="IdempotencyIndex.TryBegin"/> to <see cref="IdempotencyIndex.End"/>; the index is not asked in between.</remarks>
internal unsafe struct KeyRun
{
    /// <summary>The session of the keys added.</summary>
    public ulong Session;

    /// <summary>One above the highest counter added.</summary>
    public ulong Next;

    /// <summary>The first counter that is above the block.</summary>
    public ulong End;

    /// <summary>Where in the window a key's request is, from 1, by the lowest byte of its counter.</summary>
    public int* Slots;

    public int Block;

    /// <summary>Whether each entry added pushes one out.</summary>
    public bool IsWindowFull;

    /// <summary>The session of the keys that leave; 0 where only what has no key may leave, or nothing leaves yet.</summary>
    public uint OldSession;

    /// <summary>The highest counter of it that has left.</summary>
    public ulong Forgotten;

    /// <summary>The first counter that is above the block that they leave.</summary>
    public ulong OldEnd;

    public int* OldSlots;
    public int OldBlock;

    /// <summary>How many entries without a key have left.</summary>
    public int LeftWithoutKey;

    /// <summary>Adds the key of a counter that is above all before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ulong counter, int position)
    {
        unchecked // the lowest byte
        {
            Slots[(byte)counter] = position;
            Next = counter + 1;
        }
    }

    /// <summary>Forgets the key of a counter that is above all that have left before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Forget(ulong counter)
    {
        unchecked // the lowest byte
        {
            Forgotten = counter;
            OldSlots[(byte)counter] = 0; // it waits for memory that nobody touched for as long as the window is
            if (Sse.IsSupported)
                Sse.Prefetch0(OldSlots + (byte)counter + GeneralLedger.PrefetchDistance);
        }
    }

    /// <summary>As <see cref="Forget"/> for an entry that may have no key: an account that was opened, or a hold that expired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ForgetIfKey(uint session, ulong counter)
    {
        if (session == 0)
            LeftWithoutKey++;
        else
            Forget(counter);
    }
}
