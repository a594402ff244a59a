namespace DcepSim.Settlement.Journal;

/// <summary>The rule of <see cref="IJournalFile"/> that every store holds its callers to: whole blocks, in aligned memory.</summary>
public static class BlockAccess
{
    /// <summary>Stops a caller that breaks the rule.</summary>
    /// <exception cref="ArgumentException">Offset, length or memory is not aligned to <see cref="JournalLayout.BlockBytes"/>.</exception>
    public static void Check(long offset, ReadOnlySpan<byte> memory)
    {
        if (offset < 0 || offset % JournalLayout.BlockBytes != 0)
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"A multiple of {JournalLayout.BlockBytes} is needed.");
        if (!AlignedBuffer.IsAligned(memory))
            throw new ArgumentException($"Memory that starts and ends at multiples of {JournalLayout.BlockBytes} is needed, as AlignedBuffer gives it.", nameof(memory));
    }
}
