using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace DcepSim.Ledger;

/// <summary>
/// All that a book holds at one point of its journal but the idempotency window, which is in the journal itself: what a checkpoint keeps.
/// </summary>
/// <remarks>It is taken at once or a part at a time while the book goes on, and takes the memory of the accounts and holds once more, 64 bytes
/// each, which the next one uses again. Not safe for use by several threads at once.</remarks>
public sealed unsafe class LedgerSnapshot : IDisposable
{
    /// <summary>The format of the bytes; another one is refused.</summary>
    public const int FormatVersion = 2;

    private const int LineBytes = 64;
    private static readonly int BeforeHeader = LineBytes - (sizeof(SnapshotHeader) % LineBytes); // the first record begins a cache line

    private NativeArray<byte> _bytes = NativeArray<byte>.Untold(0);
    private Books? _books;
    private IdempotencyIndex? _index;
    private ulong* _forgotten;
    private uint _sessions;
    private uint _sessionsCopied;
    private long _length;

    /// <summary>The last journal entry that is in it; 0 for none taken.</summary>
    public long Sequence { get; private set; }

    /// <summary>How many bytes it takes.</summary>
    public long Length => _length;

    /// <summary>Whether it was begun and lacks parts: nobody but its book may touch it.</summary>
    public bool IsUnderWay => _books is not null;

    /// <summary>
    /// Takes memory for a snapshot, every page of it: done beside a book that is at work, the book is spared fetching the pages in the middle of
    /// it.
    /// </summary>
    /// <param name="bytes">How large the snapshot may become: <see cref="GeneralLedger.SnapshotBytes"/> and what will be added meanwhile. Nothing is
    /// done when there is as much; else a quarter more is taken, so that a book that grows does not come back for each of its snapshots.</param>
    /// <exception cref="InvalidOperationException">It is under way.</exception>
    /// <exception cref="OutOfMemoryException">There is not so much; it is empty then, and can be used again.</exception>
    public void Prepare(long bytes)
    {
        const int Page = 4_096;
        RequireWhole();
        if (bytes <= Capacity)
            return;
        Take(WithRoomToGrow(bytes));
        for (var place = 0L; place < Capacity; place += Page)
            First[place] = 0;
    }

    /// <summary>Whether a snapshot of so many bytes fits in the memory there is.</summary>
    /// <param name="bytes">As <see cref="GeneralLedger.SnapshotBytes"/> tells.</param>
    public bool HasRoomFor(long bytes) => bytes <= Capacity;

    /// <summary>Hands its bytes over, piece by piece.</summary>
    /// <param name="write">Takes the next piece, up to 1 MiB.</param>
    /// <exception cref="InvalidOperationException">It is under way.</exception>
    public void WriteTo(SnapshotWrite write)
    {
        ArgumentNullException.ThrowIfNull(write);
        RequireWhole();
        const int Piece = 1 << 20;
        for (var place = 0L; place < _length; place += Piece)
            write(new ReadOnlySpan<byte>(First + place, (int)Math.Min(Piece, _length - place)));
    }

    /// <summary>Gives its memory back, once its book, which may still be filling it, has done so.</summary>
    public void Dispose()
    {
        Continue(long.MaxValue);
        _bytes.Dispose();
    }

    /// <summary>How much there is of everything.</summary>
    internal static SnapshotHeader HeaderOf(Books books, IdempotencyIndex index) => new()
    {
        Version = FormatVersion,
        Accounts = books.Accounts.Count,
        Limits = books.Accounts.LimitsCount,
        Holds = books.Holds.Touched,
        Sessions = index.SessionsSeen,
    };

    /// <summary>Fixes the point it tells of, and copies what is small.</summary>
    internal void Begin(Books books, IdempotencyIndex index, long sequence, long time, long window)
    {
        RequireWhole();
        var header = HeaderOf(books, index) with { Sequence = sequence, Time = time, Window = window };
        Reserve(header.TotalBytes);
        Sequence = sequence;
        (_books, _index, _sessions, _sessionsCopied) = (books, index, header.Sessions, 0);
        var place = First;
        *(SnapshotHeader*)place = header;
        place += sizeof(SnapshotHeader);
        books.Accounts.Image.Begin((AccountRecord*)place, 1, header.Accounts);
        place += header.Accounts * (long)sizeof(AccountRecord);
        Copy(books.Accounts.Limits.Pointer, header.Limits * (long)sizeof(Limits), ref place);
        books.Holds.Image.Begin((HoldRecord*)place, 0, header.Holds);
        place += header.Holds * (long)sizeof(HoldRecord);
        Copy(books.Turnover.Debited, Turnover.Bytes, ref place);
        Copy(books.Turnover.Credited, Turnover.Bytes, ref place);
        _forgotten = (ulong*)place;
    }

    /// <summary>Copies on.</summary>
    /// <param name="budget">How many records may be looked at.</param>
    /// <returns>Whether it is whole.</returns>
    internal bool Continue(long budget)
    {
        if (_books is null || !_books.Accounts.Image.Continue(ref budget) || !_books.Holds.Image.Continue(ref budget))
            return _books is null;
        // What a session forgets meanwhile may be in it: by when the snapshot is whole the journal tells of that as well.
        for (; _sessionsCopied < _sessions && budget > 0; budget--)
            _forgotten[_sessionsCopied] = _index!.ForgottenOf(++_sessionsCopied);
        if (_sessionsCopied == _sessions)
        {
            if (Sse.IsSupported)
                Sse.StoreFence(); // copies go past the caches: whoever reads them on another processor shall find them
            (_books, _index) = (null, null);
        }

        return _books is null;
    }

    /// <summary>The book is no more: what it has of it is nothing.</summary>
    internal void Abandon() => (_books, _index, _length, Sequence) = (null, null, 0, 0);

    private byte* First => _bytes.First.Pointer + BeforeHeader;

    private long Capacity => _bytes.Length - BeforeHeader;

    private void RequireWhole()
    {
        if (IsUnderWay)
            throw new InvalidOperationException($"The snapshot at sequence {Sequence} is under way: its book goes on with it until it is whole.");
    }

    private void Reserve(long bytes)
    {
        if (bytes > Capacity)
            Take(WithRoomToGrow(bytes));
        _length = bytes;
    }

    private static long WithRoomToGrow(long bytes) => bytes + (bytes / 4); // accounts are opened between two snapshots

    private void Take(long bytes)
    {
        (_length, Sequence) = (0, 0); // what it held is gone
        _bytes.Dispose();
        _bytes = NativeArray<byte>.Untold(0); // also when there is not so much memory
        _bytes = NativeArray<byte>.Untold(bytes + BeforeHeader);
    }

    private static void Copy(void* from, long bytes, ref byte* to)
    {
        NativeMemory.Copy(from, to, (nuint)bytes);
        to += bytes;
    }
}
