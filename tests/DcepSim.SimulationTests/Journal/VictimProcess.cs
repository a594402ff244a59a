using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using DcepSim.LoadTests;
using DcepSim.Settlement.Journal;
using DcepSim.Testing.Journal;

namespace DcepSim.SimulationTests.Journal;

/// <summary>
/// A process of its own that recovers a journal, writes to it without end and says on its output what is durable, until it is killed. It is
/// this test program started again, with the folder in an environment variable.
/// </summary>
internal sealed class VictimProcess : IDisposable
{
    private const string FolderVariable = "DCEPSIM_JOURNAL_VICTIM";
    private readonly Process _process;

    private VictimProcess(Process process) => _process = process;

    public static JournalOptions Options { get; } = new() { SegmentBytes = 64 * JournalLayout.BlockBytes, ReserveBytes = 0 };

    public static VictimProcess Start(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(VictimProcess).Assembly.Location);
        start.Environment[FolderVariable] = folder;
        return new(Process.Start(start)!);
    }

    /// <summary>Reads what it says is durable until it has spoken so many times, kills it, and reads what it had still said.</summary>
    public long KillAfter(int words)
    {
        var durable = 0L;
        while (words-- > 0)
            durable = Parse(_process.StandardOutput.ReadLine()!);
        _process.Kill();
        // The last line may have been cut off by the end: only whole ones, with their full stop, were said.
        while (_process.StandardOutput.ReadLine() is { } line)
            durable = line.EndsWith('.') ? Parse(line) : durable;
        _process.WaitForExit();
        return durable;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static long Parse(string line) => long.Parse(line.TrimEnd('.'), CultureInfo.InvariantCulture);

    [ModuleInitializer]
    internal static void BecomeVictim()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } place)
            return;
        var folder = JournalFolder.Open(new FileJournalStore(place), Options);
        var writer = folder.Recover();
        using var group = new JournalGroup(writer.GroupRecordsMax);
        using var output = new StreamWriter(ParentPipe.Open()) { AutoFlush = true };
        for (var round = 0; ; round++)
        {
            group.Clear();
            JournalRecords.Fill(writer.WrittenThrough + 1, 0, group.Reserve(1 + round * 97 % group.Capacity));
            writer.Append(group);
            if (round % 3 == 0)
                output.Write(FormattableString.Invariant($"{writer.Flush()}.\n"));
        }
    }
}
