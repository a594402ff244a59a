using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DcepSim.Campaigns;

namespace DcepSim.Draws;

/// <summary>Entrant lists on disk.</summary>
internal static class EntrantFile
{
    private const int BufferBytes = 1 << 20;

    /// <summary>Reads a list and hashes its tree on all cores.</summary>
    public static EntrantTree Read(string path, IProgress<DrawProgress>? progress, CancellationToken cancellationToken)
    {
        var entrants = ReadList(path, progress, cancellationToken);
        var tops = new Digest[EntrantTree.SubtreesOf(entrants)];
        var done = 0;
        Parallel.For(0, tops.Length, new ParallelOptions { CancellationToken = cancellationToken }, subtree =>
        {
            tops[subtree] = EntrantTree.HashSubtree(entrants, subtree);
            progress?.Report(new(DrawStage.HashingEntrants, (double)Interlocked.Increment(ref done) / tops.Length));
        });
        return new(entrants, ImmutableArray.Create(tops));
    }

    /// <summary>Writes a list of numbers from 1, all with as many digits as the largest, each with its group where it is in one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="count">How many.</param>
    /// <param name="groups">The groups in the order of their numbers, each with the number after its last; whoever comes after is in none.</param>
    /// <param name="cancellationToken">Leaves no file behind when cancelled.</param>
    public static void WriteNumbered(string path, int count, IReadOnlyList<(string Name, int Until)> groups, CancellationToken cancellationToken) => WholeFile.Write(path, stream =>
    {
        var digits = $"D{count.ToString(CultureInfo.InvariantCulture).Length}";
        byte[][] endings = [.. groups.Select(group => Encoding.UTF8.GetBytes($"\t{group.Name}\n")), "\n"u8.ToArray()];
        var place = 0;
        Span<byte> line = stackalloc byte[16];
        for (var number = 1; number <= count; number++)
        {
            if (number % BufferBytes == 0)
                cancellationToken.ThrowIfCancellationRequested();
            number.TryFormat(line, out var length, digits, CultureInfo.InvariantCulture);
            stream.Write(line[..length]);
            while (place < groups.Count && number >= groups[place].Until)
                place++;
            stream.Write(endings[place]);
            if (number == int.MaxValue)
                break;
        }
    });

    private static EntrantList ReadList(string path, IProgress<DrawProgress>? progress, CancellationToken cancellationToken)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var length = stream.CanSeek ? stream.Length : 0;
        var reader = new EntrantListReader(bytesExpected: length);
        var buffer = new byte[BufferBytes];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            cancellationToken.ThrowIfCancellationRequested();
            reader.Append(buffer.AsSpan(0, read));
            progress?.Report(new(DrawStage.ReadingEntrants, length == 0 ? 0 : (double)stream.Position / length));
        }

        return reader.Complete();
    }
}
