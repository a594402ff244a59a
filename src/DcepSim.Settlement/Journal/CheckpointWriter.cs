namespace DcepSim.Settlement.Journal;

/// <summary>Writes a checkpoint's content piece by piece under a temporary name; disposed without commit, nothing remains.</summary>
/// <remarks>For one thread at a time.</remarks>
public sealed class CheckpointWriter : IDisposable
{
    private const int BufferBytes = 1 << 18; // a disk busy with one large write lets the journal's wait
    private const int ContentOffset = JournalLayout.CheckpointHeaderBlocks * JournalLayout.BlockBytes;

    private readonly CheckpointShelf _shelf;
    private readonly IJournalStore _store;
    private readonly UInt128 _journal;
    private readonly string _name;
    private readonly IJournalFile _file;
    private readonly AlignedBuffer _buffer = new(BufferBytes, isCleared: false);
    private int _buffered;
    private long _written;
    private uint _checksum;
    private bool _isCommitted;
    private bool _isDisposed;

    internal CheckpointWriter(CheckpointShelf shelf, IJournalStore store, UInt128 journal, long sequence, long expectedBytes)
    {
        _shelf = shelf;
        _store = store;
        _journal = journal;
        Sequence = sequence;
        _name = JournalLayout.CheckpointName(sequence);
        var blocks = (expectedBytes + JournalLayout.BlockBytes - 1) / JournalLayout.BlockBytes;
        _file = shelf.Create(_name + JournalLayout.WritingExtension, expectedBytes == 0 ? 0 : ContentOffset + blocks * JournalLayout.BlockBytes);
    }

    /// <summary>The last sequence the content takes in.</summary>
    public long Sequence { get; }

    /// <summary>Bytes of content so far.</summary>
    public long Length => _written + _buffered;

    /// <summary>Adds content.</summary>
    /// <exception cref="JournalFullException">There is no room.</exception>
    /// <exception cref="IOException">It could not be written.</exception>
    public void Write(ReadOnlySpan<byte> content)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        while (content.Length > 0)
        {
            var part = content[..Math.Min(content.Length, BufferBytes - _buffered)];
            part.CopyTo(_buffer.Span[_buffered..]);
            _buffered += part.Length;
            content = content[part.Length..];
            if (_buffered == BufferBytes)
                WriteBuffer();
        }
    }

    /// <summary>Makes the checkpoint durable under its name, and takes away those older than the one before.</summary>
    /// <exception cref="InvalidOperationException">The journal is not yet durable up to the checkpoint's sequence.</exception>
    /// <exception cref="IOException">It could not be written or flushed; the older checkpoints stand.</exception>
    public void Commit()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _shelf.EnsureDurable(Sequence);
        var length = Length;
        WriteBuffer();
        var headers = _buffer.Span[..ContentOffset];
        new CheckpointHeader(_journal, Sequence, length, _checksum).WriteTo(headers);
        _file.Write(0, headers);
        _file.Flush();
        _file.Dispose();
        _store.Rename(_name + JournalLayout.WritingExtension, _name);
        _store.FlushNames();
        _isCommitted = true;
        _shelf.RemoveOlder();
    }

    /// <summary>Gives the checkpoint up if it was not committed.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _file.Dispose();
        _buffer.Dispose();
        if (!_isCommitted)
            _store.Delete(_name + JournalLayout.WritingExtension);
    }

    private void WriteBuffer()
    {
        var content = _buffer.Span[.._buffered];
        _checksum = Crc32C.Append(_checksum, content);
        var blocks = (_buffered + JournalLayout.BlockBytes - 1) / JournalLayout.BlockBytes * JournalLayout.BlockBytes;
        _buffer.Span[_buffered..blocks].Clear();
        if (blocks > 0)
            _file.Write(ContentOffset + _written, _buffer.Span[..blocks]);
        _written += _buffered;
        _buffered = 0;
    }
}
