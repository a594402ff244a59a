using System.Runtime.InteropServices;

namespace DcepSim.Logs;

/// <summary>The rows of a run that waits for its turn, on disk as they lie in memory: only this process reads them again. The last reader
/// deletes it.</summary>
internal sealed class LogPart(string path, int readers) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
    private int _readers = readers;

    public void Append(LogBlock block)
    {
        Span<int> head = [block.IsClaims ? 1 : 0, block.Count];
        _file.Write(MemoryMarshal.AsBytes(head));
        _file.Write(MemoryMarshal.AsBytes(block.Rows));
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Hands on block after block.</summary>
    /// <param name="room">What each is read into.</param>
    /// <param name="handOn">Takes it before the next is read.</param>
    public void Read(LogBlock room, Action<LogBlock> handOn)
    {
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0))
        {
            Span<int> head = stackalloc int[2];
            for (var left = file.Length; left > 0; left -= MemoryMarshal.AsBytes(head).Length + MemoryMarshal.AsBytes(room.Rows).Length)
            {
                file.ReadExactly(MemoryMarshal.AsBytes(head));
                room.Begin(head[0] == 1);
                file.ReadExactly(MemoryMarshal.AsBytes(room.Next(head[1])));
                handOn(room);
            }
        }

        if (Interlocked.Decrement(ref _readers) == 0)
            File.Delete(path);
    }
}
