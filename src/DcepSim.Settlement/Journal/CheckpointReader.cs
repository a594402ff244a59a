namespace DcepSim.Settlement.Journal;

/// <summary>Reads a sound checkpoint's content from start to end.</summary>
/// <remarks>For one thread.</remarks>
public sealed class CheckpointReader : IDisposable
{
    private const int BufferBytes = 1 << 20;
    private const int ContentOffset = JournalLayout.CheckpointHeaderBlocks * JournalLayout.BlockBytes;

    private readonly IJournalFile _file;
    private readonly CheckpointHeader _header;
    private readonly AlignedBuffer _buffer;
    private long _read;
    private uint _checksum;
    private int _place;
    private int _held;

    private CheckpointReader(IJournalFile file, in CheckpointHeader header, AlignedBuffer buffer)
    {
        _file = file;
        _header = header;
        _buffer = buffer;
    }

    /// <summary>The last sequence the content takes in.</summary>
    public long Sequence => _header.Sequence;

    /// <summary>Bytes of the content.</summary>
    public long Length => _header.Length;

    /// <summary>Reads on.</summary>
    /// <returns>Bytes read; 0 only at the end, or for no room.</returns>
    /// <exception cref="JournalCorruptionException">What is read is not what it was when the checkpoint was opened.</exception>
    public int Read(Span<byte> content)
    {
        if (_place == _held)
            Fill();
        var part = _buffer.Span[_place.._held];
        part = part[..Math.Min(part.Length, content.Length)];
        part.CopyTo(content);
        _place += part.Length;
        return part.Length;
    }

    /// <summary>Reads on until the memory is full.</summary>
    /// <exception cref="EndOfStreamException">The content ends before.</exception>
    /// <exception cref="JournalCorruptionException">What is read is not what it was when the checkpoint was opened.</exception>
    public void ReadExactly(Span<byte> content)
    {
        while (content.Length > 0)
        {
            var read = Read(content);
            if (read == 0)
                throw new EndOfStreamException(FormattableString.Invariant($"{_file.Name}: {content.Length} bytes more were wanted than its {Length}."));
            content = content[read..];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _buffer.Dispose();
    }

    internal static CheckpointReader Open(IJournalStore store, UInt128 journal, long sequence)
    {
        var name = JournalLayout.CheckpointName(sequence);
        var file = store.Open(name, writable: false);
        var buffer = new AlignedBuffer(BufferBytes, isCleared: false);
        try
        {
            var reader = new CheckpointReader(file, ReadHeader(file, buffer.Span, journal, sequence, store.Place), buffer);
            reader.Verify();
            return reader;
        }
        catch
        {
            file.Dispose();
            buffer.Dispose();
            throw;
        }
    }

    private static CheckpointHeader ReadHeader(IJournalFile file, Span<byte> memory, UInt128 journal, long sequence, string place)
    {
        var blocks = memory[..ContentOffset];
        blocks.Clear();
        JournalReads.Fully(file, 0, blocks);
        HeaderBlock.RefuseNewer(blocks, JournalLayout.CheckpointMagic, $"{place}: {file.Name}");
        if (!CheckpointHeader.TryRead(blocks, out var header) && !CheckpointHeader.TryRead(blocks[JournalLayout.BlockBytes..], out header))
            throw new JournalCorruptionException(file.Name, 0, "a checkpoint header or its copy", "neither");
        if (header.Journal != journal)
            throw new JournalFormatException($"{place}: {file.Name} belongs to another journal. Nothing has been changed.");
        if (header.Sequence != sequence)
            throw new JournalCorruptionException(file.Name, JournalLayout.CheckpointSequenceOffset, "the sequence in its name", FormattableString.Invariant($"{header.Sequence}"));
        return header;
    }

    private void Verify()
    {
        do
        {
            Fill();
        }
        while (_read < Length);

        _read = 0;
        _checksum = 0;
        _place = _held = 0;
    }

    private void Fill()
    {
        var wanted = (int)Math.Min(BufferBytes, Length - _read);
        var blocks = (wanted + JournalLayout.BlockBytes - 1) / JournalLayout.BlockBytes * JournalLayout.BlockBytes;
        if (blocks > 0 && JournalReads.Fully(_file, ContentOffset + _read, _buffer.Span[..blocks]) < wanted)
            throw new JournalCorruptionException(_file.Name, ContentOffset + _read, FormattableString.Invariant($"{Length} bytes of content"), "the end of the file");
        _read += wanted;
        _place = 0;
        _held = wanted;
        _checksum = Crc32C.Append(_checksum, _buffer.Span[..wanted]);
        if (_read == Length && _checksum != _header.Content)
            throw new JournalCorruptionException(_file.Name, ContentOffset, FormattableString.Invariant($"content with checksum {_header.Content:x8}"), FormattableString.Invariant($"checksum {_checksum:x8}"));
    }
}
