using Microsoft.Win32.SafeHandles;

namespace DcepSim.Settlement.Journal;

/// <summary>A journal's folder on a disk, written past the page cache where the file system allows it.</summary>
/// <remarks>Safe for use from several threads.</remarks>
public sealed class FileJournalStore : IJournalStore
{
    private const string LockName = "lock";
    private const string HolderName = "lock.holder"; // beside the lock, which nobody else can read while it is held

    private readonly bool _isDirect;
    private readonly FileDurability _durability;
    private readonly DriveInfo _drive;

    /// <summary>A folder, made if it is not there.</summary>
    /// <param name="folder">Its path.</param>
    /// <param name="isDirect">Whether to go past the page cache; where that is not possible the cache is used all the same.</param>
    /// <param name="durability">What a flush waits for.</param>
    /// <exception cref="JournalReadOnlyException">The folder cannot be made.</exception>
    public FileJournalStore(string folder, bool isDirect = true, FileDurability durability = FileDurability.Disk)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Place = Path.GetFullPath(folder);
        _isDirect = isDirect;
        _durability = durability;
        try
        {
            Make(Place);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new JournalReadOnlyException($"{Place}: the folder is not there and cannot be made. {failure.Message}", failure);
        }

        _drive = new(Place);
    }

    /// <inheritdoc/>
    public string Place { get; }

    /// <inheritdoc/>
    public long FreeBytes => _drive.AvailableFreeSpace;

    /// <inheritdoc/>
    public IDisposable Lock()
    {
        var path = Path.Combine(Place, LockName);
        try
        {
            var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            NoteHolder();
            return handle;
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new JournalReadOnlyException($"{Place}: the folder cannot be written to. {failure.Message}", failure);
        }
        catch (IOException failure) when (SystemCalls.IsReadOnlyFileSystem(failure))
        {
            throw new JournalReadOnlyException($"{Place}: the file system is mounted for reading only. {failure.Message}", failure);
        }
        catch (IOException failure) when (!SystemCalls.IsDiskFull(failure))
        {
            throw new JournalLockedException(
                $"{Place}: the journal in this folder is in use by {Holder()}, and one process at a time may write it. Stop that process and try again, or name another folder; reading needs no hold.",
                failure);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names() =>
        [.. Directory.EnumerateFiles(Place).Select(path => Path.GetFileName(path)).Where(name => name is not (LockName or HolderName)).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public IJournalFile Create(string name, long expectedBytes)
    {
        try
        {
            var handle = File.OpenHandle(PathOf(name), FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, FileOptions.None, expectedBytes);
            return Wrap(name, handle);
        }
        catch (IOException failure) when (SystemCalls.IsDiskFull(failure))
        {
            throw new JournalFullException(FormattableString.Invariant($"{Place}: no room for {name} of {expectedBytes} bytes."), failure);
        }
    }

    /// <inheritdoc/>
    public IJournalFile Open(string name, bool writable) => Wrap(name, File.OpenHandle(
        PathOf(name),
        FileMode.Open,
        writable ? FileAccess.ReadWrite : FileAccess.Read,
        FileShare.ReadWrite | FileShare.Delete));

    /// <inheritdoc/>
    public void Rename(string name, string newName) => File.Move(PathOf(name), PathOf(newName), overwrite: true);

    /// <inheritdoc/>
    public void Delete(string name) => File.Delete(PathOf(name));

    /// <inheritdoc/>
    public void FlushNames()
    {
        if (_durability == FileDurability.Disk)
            SystemCalls.FlushFolder(Place);
    }

    // The folder's own name must survive a power cut as well.
    private void Make(string folder)
    {
        if (Directory.Exists(folder))
            return;
        var parent = Path.GetDirectoryName(folder)!;
        Make(parent);
        Directory.CreateDirectory(folder);
        if (_durability == FileDurability.Disk)
            SystemCalls.FlushFolder(parent);
    }

    // The lock is what counts; without this note a refusal only says less.
    private void NoteHolder()
    {
        try
        {
            File.WriteAllText(Path.Combine(Place, HolderName), FormattableString.Invariant($"{Environment.ProcessId}\n"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
        }
    }

    private string Holder()
    {
        try
        {
            return $"process {File.ReadAllText(Path.Combine(Place, HolderName)).Trim()}";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }

    private string PathOf(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name != Path.GetFileName(name))
            throw new ArgumentException($"'{name}' is not a plain file name.", nameof(name));
        return Path.Combine(Place, name);
    }

    private JournalFile Wrap(string name, SafeFileHandle handle)
    {
        if (_isDirect)
            SystemCalls.TryBypassCache(handle);
        return new(name, handle, _durability);
    }

    private sealed class JournalFile(string name, SafeFileHandle handle, FileDurability durability) : IJournalFile
    {
        public string Name => name;

        public long Length => RandomAccess.GetLength(handle);

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            BlockAccess.Check(offset, bytes);
            try
            {
                RandomAccess.Write(handle, bytes, offset);
            }
            catch (IOException failure) when (SystemCalls.IsDiskFull(failure))
            {
                throw new JournalFullException(FormattableString.Invariant($"{name}: the disk is full at offset {offset}."), failure);
            }
        }

        public int Read(long offset, Span<byte> bytes)
        {
            BlockAccess.Check(offset, bytes);
            return RandomAccess.Read(handle, bytes, offset);
        }

        public void Flush()
        {
            if (durability == FileDurability.Disk)
                SystemCalls.FlushContent(handle, name);
        }

        public void Dispose() => handle.Dispose();
    }
}
