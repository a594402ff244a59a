using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DcepSim.Settlement.Journal;

/// <summary>Native memory aligned to <see cref="JournalLayout.BlockBytes"/>: what direct I/O reads into and writes from.</summary>
/// <remarks>Not safe for use after disposal; the owner sees to that.</remarks>
public sealed unsafe class AlignedBuffer : IDisposable
{
    private const nuint LargePage = 2 << 20;

    private byte* _memory;

    /// <summary>Sets memory aside.</summary>
    /// <param name="length">Bytes, a positive multiple of <see cref="JournalLayout.BlockBytes"/>.</param>
    /// <param name="isCleared">Whether it is to be zero at first. Else it holds anything, and costs nothing until it is used.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is not such a multiple.</exception>
    public AlignedBuffer(int length, bool isCleared = true)
        : this(length, isCleared, isLasting: false)
    {
    }

    private AlignedBuffer(int length, bool isCleared, bool isLasting)
    {
        if (length <= 0 || length % JournalLayout.BlockBytes != 0)
            throw new ArgumentOutOfRangeException(nameof(length), length, $"A positive multiple of {JournalLayout.BlockBytes} is needed.");
        Length = length;
        if (isLasting)
        {
            var bytes = ((nuint)length + LargePage - 1) / LargePage * LargePage;
            _memory = (byte*)NativeMemory.AlignedAlloc(bytes, LargePage);
            SystemCalls.AskForLargePages(_memory, bytes);
        }
        else
        {
            _memory = (byte*)NativeMemory.AlignedAlloc((nuint)length, JournalLayout.BlockBytes);
        }

        if (isCleared)
            NativeMemory.Clear(_memory, (nuint)length);
    }

    /// <summary>Sets memory aside that is used again and again: in large pages where the system has them, each of which the disk takes at once.</summary>
    /// <param name="length">Bytes, a positive multiple of <see cref="JournalLayout.BlockBytes"/>; much less than a large page gets none.</param>
    /// <param name="isCleared">Whether it is to be zero at first.</param>
    internal static AlignedBuffer ForLong(int length, bool isCleared) => new(length, isCleared, isLasting: (nuint)length >= LargePage / 4);

    /// <summary>Gives the memory back if nobody did.</summary>
    ~AlignedBuffer() => Free();

    /// <summary>Bytes.</summary>
    public int Length { get; }

    /// <summary>All of the memory.</summary>
    /// <exception cref="ObjectDisposedException">It has been given back.</exception>
    public Span<byte> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ObjectDisposedException.ThrowIf(_memory is null, this);
            return new(_memory, Length);
        }
    }

    /// <summary>Whether memory starts at a block's address and ends at one.</summary>
    public static bool IsAligned(ReadOnlySpan<byte> memory)
    {
        fixed (byte* start = memory)
            return (nuint)start % JournalLayout.BlockBytes == 0 && memory.Length % JournalLayout.BlockBytes == 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        var memory = _memory;
        _memory = null;
        NativeMemory.AlignedFree(memory);
    }
}
