using System.Runtime.InteropServices;

namespace DcepSim.Ledger;

/// <summary>
/// All that a book holds at one point of its journal but the idempotency window, which is in the journal itself: what a checkpoint keeps.
/// </summary>
/// <remarks>Taking one costs a copy of the accounts, 64 bytes each; its memory is used again by the next. Not safe for use by several
/// threads at once.</remarks>
public sealed unsafe class LedgerSnapshot : IDisposable
{
    /// <summary>The format of the bytes; a newer one is refused.</summary>
    public const int FormatVersion = 1;

    private NativeArray<byte> _bytes = NativeArray<byte>.Uninitialized(0);
    private long _length;

    /// <summary>The last journal entry that is in it; 0 for none taken.</summary>
    public long Sequence { get; private set; }

    /// <summary>How many bytes it takes.</summary>
    public long Length => _length;

    /// <summary>Hands its bytes over, piece by piece.</summary>
    /// <param name="write">Takes the next piece, up to 1 MiB.</param>
    public void WriteTo(SnapshotWrite write)
    {
        ArgumentNullException.ThrowIfNull(write);
        const int Piece = 1 << 20;
        for (var place = 0L; place < _length; place += Piece)
            write(new ReadOnlySpan<byte>(_bytes.First.Pointer + place, (int)Math.Min(Piece, _length - place)));
    }

    /// <summary>Gives its memory back.</summary>
    public void Dispose() => _bytes.Dispose();

    internal void Take(Books books, IdempotencyIndex index, long sequence, long time, long window)
    {
        var header = new SnapshotHeader
        {
            Version = FormatVersion,
            Sequence = sequence,
            Time = time,
            Window = window,
            Accounts = books.Accounts.Count,
            Limits = books.Accounts.LimitsCount,
            Holds = books.Holds.Count,
            Sessions = index.SessionsSeen,
        };
        Reserve(header.TotalBytes);
        Sequence = sequence;
        var place = _bytes.First.Pointer;
        *(SnapshotHeader*)place = header;
        place += sizeof(SnapshotHeader);
        Copy(books.Accounts.First.Pointer + 1, header.Accounts * (long)sizeof(AccountRecord), ref place);
        Copy(books.Accounts.Limits.Pointer, header.Limits * (long)sizeof(Limits), ref place);
        for (var i = 0; i < header.Holds; i++)
            Copy(books.Holds.InOrder(i), sizeof(HoldRecord), ref place);
        Copy(books.Turnover.Debited, Turnover.Bytes, ref place);
        Copy(books.Turnover.Credited, Turnover.Bytes, ref place);
        for (var session = 1u; session <= header.Sessions; session++)
        {
            *(ulong*)place = index.ForgottenOf(session);
            place += sizeof(ulong);
        }
    }

    private void Reserve(long bytes)
    {
        if (bytes > _bytes.Length)
        {
            _bytes.Dispose();
            _bytes = NativeArray<byte>.Uninitialized(bytes + (bytes / 4)); // accounts are opened between two checkpoints
        }

        _length = bytes;
    }

    private static void Copy(void* from, long bytes, ref byte* to)
    {
        NativeMemory.Copy(from, to, (nuint)bytes);
        to += bytes;
    }
}
