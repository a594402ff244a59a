using System.Buffers.Binary;
using DcepSim.Settlement.Journal;

namespace DcepSim.Testing.Journal;

/// <summary>Records whose every byte follows from their sequence and from the life that wrote them: what comes back can be checked.</summary>
public static class JournalRecords
{
    /// <summary>Fills memory with the records from a sequence on.</summary>
    /// <param name="firstSequence">The sequence of the first.</param>
    /// <param name="life">Tells one attempt to write a sequence from the next.</param>
    /// <param name="records">64 bytes each.</param>
    public static void Fill(long firstSequence, int life, Span<byte> records)
    {
        for (var index = 0; index < records.Length / JournalLayout.RecordBytes; index++)
            FillOne(firstSequence + index, life, records.Slice(index * JournalLayout.RecordBytes, JournalLayout.RecordBytes));
    }

    /// <summary>Whether a record is that of a sequence and a life.</summary>
    public static bool Matches(long sequence, int life, ReadOnlySpan<byte> record)
    {
        Span<byte> expected = stackalloc byte[JournalLayout.RecordBytes];
        FillOne(sequence, life, expected);
        return record.SequenceEqual(expected);
    }

    private static void FillOne(long sequence, int life, Span<byte> record)
    {
        for (var word = 0; word < JournalLayout.RecordBytes / sizeof(ulong); word++)
            BinaryPrimitives.WriteUInt64LittleEndian(record[(word * sizeof(ulong))..], Mix((ulong)sequence, (ulong)life, (ulong)word));
        BinaryPrimitives.WriteInt64LittleEndian(record, sequence);
    }

    private static ulong Mix(ulong sequence, ulong life, ulong word)
    {
        unchecked // a hash: wrapping is what it does
        {
            var x = sequence * 0x9E3779B97F4A7C15 + life * 0xBF58476D1CE4E5B9 + word * 0x94D049BB133111EB;
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
            return x ^ (x >> 27);
        }
    }
}
