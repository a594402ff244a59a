using System.Runtime.InteropServices;

namespace DcepSim.Databases;

/// <summary>Blocks of a run that waits for its turn, on disk as they lie in memory: only this process reads them again.</summary>
internal static class LogPart
{
    public static void Append(FileStream part, in LogBlock block)
    {
        Span<int> head = [block.IsClaims ? 1 : 0, block.Count];
        part.Write(MemoryMarshal.AsBytes(head));
        part.Write(MemoryMarshal.AsBytes(block.Rows.AsSpan(0, block.Count)));
    }

    /// <param name="path">The part.</param>
    /// <param name="rows">Room for one block; each is read into it.</param>
    public static IEnumerable<LogBlock> Read(string path, LogRow[] rows)
    {
        using var part = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
        while (part.Position < part.Length)
            yield return Next(part, rows);
    }

    private static LogBlock Next(FileStream part, LogRow[] rows)
    {
        Span<int> head = stackalloc int[2];
        part.ReadExactly(MemoryMarshal.AsBytes(head));
        part.ReadExactly(MemoryMarshal.AsBytes(rows.AsSpan(0, head[1])));
        return new(head[0] == 1, rows, head[1]);
    }
}
