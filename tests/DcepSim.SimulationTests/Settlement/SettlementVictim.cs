using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using DcepSim.LoadTests;
using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using NodaTime;
using NodaTime.HighPerformance;

namespace DcepSim.SimulationTests.Settlement;

/// <summary>
/// A process of its own that opens a settlement and has eight callers settle through it without end; every receipt is told on its output, until
/// it is killed. It is this test program started again, with the folder in an environment variable.
/// </summary>
internal sealed class SettlementVictim : IDisposable
{
    private const string FolderVariable = "DCEPSIM_SETTLEMENT_VICTIM";
    private const string FirstVariable = "DCEPSIM_SETTLEMENT_VICTIM_FIRST";
    private const int Batch = 20;
    private const int RepeatedAgo = 7;
    private readonly Process _process;

    private SettlementVictim(Process process) => _process = process;

    public static SettlementVictim Start(string folder, ulong firstCounter)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(SettlementVictim).Assembly.Location);
        start.Environment[FolderVariable] = folder;
        start.Environment[FirstVariable] = firstCounter.ToString(CultureInfo.InvariantCulture);
        return new(Process.Start(start)!);
    }

    /// <summary>Takes down so many receipts, kills it, and takes down what it had still told.</summary>
    /// <returns>What differs where a request was answered twice; null if nothing does.</returns>
    public string? KillAfter(int receipts, Dictionary<IdempotencyKey, Receipt> seen)
    {
        string? fault = null;
        while (receipts-- > 0)
            fault ??= Take(_process.StandardOutput.ReadLine()!, seen);
        _process.Kill();
        // The last line may have been cut off by the end: only whole ones, with their full stop, were told.
        while (_process.StandardOutput.ReadLine() is { } line)
            fault ??= line.EndsWith('.') ? Take(line, seen) : null;
        _process.WaitForExit();
        return fault;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static string? Take(string line, Dictionary<IdempotencyKey, Receipt> seen)
    {
        var told = Array.ConvertAll(line.TrimEnd('.').Split(' '), text => long.Parse(text, CultureInfo.InvariantCulture));
        var key = new IdempotencyKey((ulong)told[0], (ulong)told[1]);
        var receipt = new Receipt(told[2], Instant64.FromUnixTimeNanoseconds(told[3]), (SettlementStatus)told[4], Amount.FromFen(told[5]), Amount.FromFen(told[6]));
        return seen.TryAdd(key, receipt) || seen[key] == receipt ? null : $"{key} was answered with {seen[key]}, and with {receipt}";
    }

    [ModuleInitializer]
    internal static void BecomeVictim()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } folder)
            return;
        var first = ulong.Parse(Environment.GetEnvironmentVariable(FirstVariable)!, CultureInfo.InvariantCulture);
        Live(folder, first);
    }

    // One thread asks for all callers: others would wait for the end of the module's initializer to run any code of this module.
    private static void Live(string folder, ulong first)
    {
        var settlement = PipelinedSettlement.Open(new FileJournalStore(folder), SystemClock.Instance, SettlementCourse.Options);
        using var output = ParentPipe.Open();
        var (transfers, receipts) = (new Transfer[SettlementCourse.Sessions][], new Receipt[SettlementCourse.Sessions][]);
        var asked = new Task[SettlementCourse.Sessions];
        for (var counter = first; ; counter += Batch - 1)
        {
            for (var caller = 0; caller < asked.Length; caller++)
            {
                Tell(output, asked[caller], transfers[caller], receipts[caller]);
                transfers[caller] = BatchOf((ulong)caller + 1, counter, first);
                receipts[caller] = new Receipt[Batch];
                asked[caller] = settlement.SettleAsync(transfers[caller], receipts[caller]).AsTask();
            }
        }
    }

    private static Transfer[] BatchOf(ulong session, ulong counter, ulong first)
    {
        var transfers = new Transfer[Batch];
        for (var i = 0; i < Batch - 1; i++)
            transfers[i] = SettlementCourse.At(session, counter + (ulong)i);
        transfers[^1] = SettlementCourse.At(session, Math.Max(first, counter - RepeatedAgo));
        return transfers;
    }

    private static void Tell(Stream output, Task? asked, Transfer[] transfers, Receipt[] receipts)
    {
        if (asked is null)
            return;
        asked.GetAwaiter().GetResult();
        var text = new StringBuilder();
        for (var i = 0; i < Batch; i++)
        {
            var (key, receipt) = (transfers[i].Key, receipts[i]);
            text.Append(CultureInfo.InvariantCulture, $"{key.Session} {key.Counter} {receipt.Sequence} {receipt.Time.ToUnixTimeNanoseconds()} {(int)receipt.Status} {receipt.DebitBalance.Fen} {receipt.CreditBalance.Fen}.\n");
        }

        output.Write(Encoding.ASCII.GetBytes(text.ToString()));
    }
}
