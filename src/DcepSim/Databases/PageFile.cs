using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace DcepSim.Databases;

/// <summary>Appends pages to a SQLite file that nobody has open, and puts pages into the places it has.</summary>
internal sealed class PageFile : IDisposable
{
    private const int PagesAtOnce = 64;
    private const int HeadLength = 100;
    private const int PageSizeAt = 16;
    private const int PageCountAt = 28;
    private const long LockedByte = 0x4000_0000; // SQLite takes its locks at this byte, and the page that it lies in stays empty

    private readonly SafeFileHandle _file;
    private readonly byte[] _waiting;
    private uint _written;
    private int _waits;

    public PageFile(string path)
    {
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Span<byte> head = stackalloc byte[HeadLength];
        RandomAccess.Read(_file, head, 0);
        PageSize = BinaryPrimitives.ReadUInt16BigEndian(head[PageSizeAt..]);
        _written = BinaryPrimitives.ReadUInt32BigEndian(head[PageCountAt..]);
        _waiting = new byte[PagesAtOnce * PageSize];
    }

    public int PageSize { get; }

    private uint Count => _written + (uint)_waits;

    /// <summary>Writes a page behind all others.</summary>
    /// <returns>Its number, from 1.</returns>
    public uint Append(ReadOnlySpan<byte> page)
    {
        if (IsLocked(Count + 1, PageSize))
            Wait(new byte[PageSize]);
        Wait(page);
        return Count;
    }

    /// <summary>Writes a page in the place of one that was there from the beginning.</summary>
    public void Put(uint number, ReadOnlySpan<byte> page) => RandomAccess.Write(_file, page, (number - 1L) * PageSize);

    /// <summary>Writes what waits, and how many pages there are.</summary>
    public void Complete()
    {
        Flush();
        Span<byte> count = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(count, _written);
        RandomAccess.Write(_file, count, PageCountAt);
        Dispose();
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Whether SQLite keeps a page for its locks.</summary>
    internal static bool IsLocked(uint number, int pageSize) => number == (LockedByte / pageSize) + 1;

    private void Wait(ReadOnlySpan<byte> page)
    {
        page.CopyTo(_waiting.AsSpan(_waits++ * PageSize));
        if (_waits == PagesAtOnce)
            Flush();
    }

    private void Flush()
    {
        RandomAccess.Write(_file, _waiting.AsSpan(0, _waits * PageSize), (long)_written * PageSize);
        (_written, _waits) = (Count, 0);
    }
}
