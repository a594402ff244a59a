using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DcepSim.Ledger;

/// <summary>
/// Where in the window the request of a key is.
/// </summary>
/// <remarks>
/// <para>Sessions number their requests, so the counters of a session fill blocks of 256 neighbouring slots, written one after another:
/// a new key costs no hash and no far memory access. A small directory finds a block by session and block number; each session remembers
/// the block it fills and the block it empties, so the directory is asked about twice in 256 requests.</para>
/// <para>A counter that has left the window is forgotten, but not that it or a later one was used: every counter up to the highest
/// forgotten one is too old unless it is still in the window. Memory is bounded by <see cref="LedgerOptions.KeyBlocksMax"/>.</para>
/// </remarks>
internal sealed unsafe partial class IdempotencyIndex : IDisposable
{
    public const int BlockLength = 1 << BlockBits;
    private const int BlockBits = 8;
    private const int KeysPerShare = BlockLength * 4; // one number in five unused: four blocks' worth of keys in five blocks
    private const int BlocksPerShare = 5;

    private readonly IDisposable[] _memory;
    private readonly Action[] _clearing;
    private readonly NativeView<Session> _sessions;
    private readonly NativeArray<int> _slotMemory;
    private readonly NativeView<int> _slots;
    private readonly NativeView<ushort> _used;
    private readonly NativeView<int> _free;
    private readonly NativeView<Place> _directory;
    private readonly long _sessionsLength;
    private readonly int _blocksMax;
    private readonly int _blocksShared;
    private readonly ulong _seed;
    private readonly int _directoryMask;
    private int _freeCount;
    private int _blocksTouched;

    public IdempotencyIndex(int sessionsMax, int blocksMax, int blocksShared, ulong seed)
    {
        _seed = seed;
        _blocksShared = blocksShared;
        _sessionsLength = sessionsMax + 1L;
        _blocksMax = blocksMax;
        var sessions = NativeArray<Session>.Zeroed(_sessionsLength);
        var slots = NativeArray<int>.Zeroed((blocksMax + 1L) << BlockBits); // block 0 is no block
        var used = NativeArray<ushort>.Zeroed(blocksMax + 1L);
        var free = NativeArray<int>.Uninitialized(blocksMax);
        var directory = checked((int)BitOperations.RoundUpToPowerOf2(2u * (uint)blocksMax));
        var places = NativeArray<Place>.Zeroed(directory);
        _memory = [sessions, slots, used, free, places];
        _clearing = [sessions.Clear, slots.Clear, used.Clear, places.Clear];
        _sessions = sessions.First;
        _slotMemory = slots;
        _slots = slots.First;
        _used = used.First;
        _free = free.First;
        _directory = places.First;
        _directoryMask = directory - 1;
    }

    /// <summary>No session above this one has ever asked.</summary>
    public uint SessionsSeen { get; private set; }

    public ulong ForgottenOf(uint session) => _sessions[session].Forgotten;

    public void RestoreForgotten(uint session, ulong counter)
    {
        SessionsSeen = Math.Max(SessionsSeen, session);
        _sessions[session].Forgotten = counter;
        _sessions[session].Highest = counter;
    }

    /// <summary>Whether there is a block for keys that belong to none yet.</summary>
    public bool HasFreeBlock => _freeCount > 0 || _blocksTouched < _blocksMax;

    /// <summary>Whether a session may have one more block, there being one.</summary>
    public bool HasBlockFor(uint session)
    {
        ref readonly var state = ref _sessions[session];
        return HasFreeBlock
            && (_blocksTouched - _freeCount < _blocksShared || state.Blocks < LedgerOptions.KeyBlocksAlways + (state.Keys * (long)BlocksPerShare / KeysPerShare));
    }

    /// <summary>Takes from the system the memory that so many keys will fill, whose blocks are taken one after another. Any thread may, until it is
    /// disposed.</summary>
    public void Fetch(long first, long count)
    {
        var from = Math.Min(BlockLength + first, _slotMemory.Length);
        _slotMemory.Fetch(from, Math.Min(count, _slotMemory.Length - from));
    }

    /// <summary>Whether a session is one that there may be.</summary>
    public bool Has(ulong session) => session < (ulong)_sessionsLength;

    /// <summary>Asks the processor to have at hand soon what tells the block of a key.</summary>
    public void PrefetchDirectory(IdempotencyKey key) => PrefetchHome(unchecked((uint)key.Session), key.Counter >> BlockBits);

    /// <summary>Asks the processor to have at hand soon what tells where the request of a key is.</summary>
    public void PrefetchSlot(IdempotencyKey key)
    {
        if (Has(key.Session))
            Sse.Prefetch0(Unsafe.AsPointer(ref SlotOf(BlockOf((uint)key.Session, key.Counter), key.Counter)));
    }

    /// <summary>The block of a key; 0 when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int BlockOf(uint session, ulong counter)
    {
        ref var state = ref _sessions[session];
        var number = counter >> BlockBits;
        return state.NewestBlock != 0 && state.NewestNumber == number ? state.NewestBlock : Lookup(session, number);
    }

    /// <summary>The position in the window of a key's request, given the key's block; −1 when it is not there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PositionIn(int block, ulong counter) => SlotOf(block, counter) - 1; // block 0 has only empty slots

    /// <summary>The position in the window of a key's request; −1 when it is not there.</summary>
    public int Find(uint session, ulong counter) => PositionIn(BlockOf(session, counter), counter);

    /// <summary>Whether this key, which is not in the window, may have been in it once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsTooOld(uint session, ulong counter) => counter <= _sessions[session].Forgotten;

    public bool HasRoomFor(uint session, ulong counter) => HasFreeBlock || BlockOf(session, counter) != 0;

    /// <summary>Adds a key for which there is room.</summary>
    /// <param name="session">Of the key.</param>
    /// <param name="counter">Of the key.</param>
    /// <param name="block">The key's block before the last entry was forgotten, which may have emptied it; 0 if there was none.</param>
    /// <param name="position">In the window.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(uint session, ulong counter, int block, int position)
    {
        if (block == 0 || _used[block] == 0)
            block = TakeBlock(session, counter >> BlockBits);
        unchecked // a block has 256 slots
        {
            ref var state = ref _sessions[session];
            SlotOf(block, counter) = position + 1;
            _used[block]++;
            state.Keys++;
            state.Highest = Math.Max(state.Highest, counter);
        }
    }

    /// <summary>Forgets a key that is in the window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Forget(uint session, ulong counter)
    {
        ref var state = ref _sessions[session];
        if (counter > state.Forgotten)
            state.Forgotten = counter;
        var number = counter >> BlockBits;
        var block = OldestBlockOf(session, number);
        SlotOf(block, counter) = 0;
        state.Keys = unchecked(state.Keys - 1); // one of them
        if (unchecked(--_used[block]) == 0)
            ReturnBlock(session, number, block);
    }

    public void Clear()
    {
        foreach (var clear in _clearing)
            clear();
        _freeCount = 0;
        _blocksTouched = 0;
        SessionsSeen = 0;
    }

    public void Dispose()
    {
        foreach (var memory in _memory)
            memory.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref int SlotOf(int block, ulong counter) =>
        ref _slots[unchecked(((long)block << BlockBits) | (long)(counter & (BlockLength - 1)))];

    private int* SlotsOf(int block) => _slots.Pointer + ((long)block << BlockBits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int OldestBlockOf(uint session, ulong number)
    {
        ref var state = ref _sessions[session];
        if (state.OldestBlock == 0 || state.OldestNumber != number)
        {
            state.OldestBlock = Lookup(session, number);
            state.OldestNumber = number;
            PrefetchHome(session, unchecked(number + 1));
        }

        return state.OldestBlock;
    }

    /// <summary>Asks for where a block of a session is found: the next one is wanted soon.</summary>
    private void PrefetchHome(uint session, ulong number)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(_directory.Pointer + Home(session, number));
    }

    private int Lookup(uint session, ulong number)
    {
        for (var i = Home(session, number); ; i = (i + 1) & _directoryMask)
        {
            ref var place = ref _directory[i];
            if (place.Block == 0 || (place.Session == session && place.Number == number))
                return place.Block;
        }
    }

    private int TakeBlock(uint session, ulong number)
    {
        var block = _freeCount > 0 ? _free[--_freeCount] : ++_blocksTouched;
        var i = Home(session, number);
        while (_directory[i].Block != 0)
            i = (i + 1) & _directoryMask;
        _directory[i] = new() { Number = number, Session = session, Block = block };
        SessionsSeen = Math.Max(SessionsSeen, session);
        ref var state = ref _sessions[session];
        state.NewestBlock = block;
        state.NewestNumber = number;
        PrefetchHome(session, unchecked(number + 1));
        state.Blocks++;
        return block;
    }

    private void ReturnBlock(uint session, ulong number, int block)
    {
        ref var state = ref _sessions[session];
        if (state.NewestBlock == block)
            state.NewestBlock = 0;
        state.OldestBlock = 0;
        state.Blocks--;
        _free[_freeCount++] = block; // its slots are all zero again
        Remove(session, number);
    }

    private void Remove(uint session, ulong number)
    {
        var hole = Home(session, number);
        while (_directory[hole].Session != session || _directory[hole].Number != number)
            hole = (hole + 1) & _directoryMask;
        for (var next = (hole + 1) & _directoryMask; _directory[next].Block != 0; next = (next + 1) & _directoryMask)
        {
            // Linear probing without gravestones: move back what would not be found across the hole.
            var home = Home(_directory[next].Session, _directory[next].Number);
            if (((next - home) & _directoryMask) < ((next - hole) & _directoryMask))
                continue;
            _directory[hole] = _directory[next];
            hole = next;
        }

        _directory[hole] = default;
    }

    private int Home(uint session, ulong number)
    {
        unchecked // a mixing function: modulo 2^64 by definition
        {
            var x = ((number ^ _seed) + session * 0x9E3779B97F4A7C15UL) * 0xD2E7470EE14C6C93UL;
            x ^= (x >> 32) ^ _seed; // again between the multiplications: keys that meet under one seed part under another
            x *= 0xCA5A826395121157UL;
            return (int)(x >> 33) & _directoryMask;
        }
    }

    private struct Session
    {
        /// <summary>The highest counter that has left the window.</summary>
        public ulong Forgotten;

        /// <summary>The highest counter that was ever in the window.</summary>
        public ulong Highest;
        public ulong NewestNumber;
        public ulong OldestNumber;
        public int NewestBlock;
        public int OldestBlock;

        /// <summary>How many keys it has in the window.</summary>
        public int Keys;

        /// <summary>How many blocks they lie in.</summary>
        public int Blocks;
    }

    private struct Place
    {
        public ulong Number;
        public uint Session;
        public int Block;
    }
}
