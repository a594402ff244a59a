namespace DcepSim.Settlement.Journal;

internal static class JournalReads
{
    private const int ShortReadsMax = 64;

    /// <summary>Reads until the memory is full or the file ends, however little each read brings. The bytes read, whole blocks only.</summary>
    public static int Fully(IJournalFile file, long offset, Span<byte> bytes)
    {
        var done = 0;
        var inVain = 0;
        while (done < bytes.Length)
        {
            var read = file.Read(offset + done, bytes[done..]);
            var whole = read / JournalLayout.BlockBytes * JournalLayout.BlockBytes;
            if (read == 0 || (whole == 0 && offset + done + read >= file.Length)) // what is left of a file that was cut is no block
                break;
            done += whole;
            inVain = whole == 0 ? inVain + 1 : 0;
            if (inVain == ShortReadsMax)
                throw new IOException(FormattableString.Invariant($"{file.Name}: reading at offset {offset + done} brought less than a block {ShortReadsMax} times."));
        }

        return done;
    }
}
