using System.Diagnostics;
using DcepSim.Settlement;
using DcepSim.Statistics.Sampling;

namespace DcepSim.LoadTests;

/// <summary>One caller in a closed loop: draws a batch, has it settled, looks at the answers, and draws the next.</summary>
public sealed class Submitter(ISettlement settlement, LoadPlan plan, int number)
{
    private readonly Transfer[] _transfers = new Transfer[plan.Batch];
    private readonly Receipt[] _receipts = new Receipt[plan.Batch];
    private KeyedWords _words = new(RandomKey.FromSeed(number));
    private ulong _counter;

    /// <summary>How long each request took, in the clock's ticks.</summary>
    public List<long> Latencies { get; } = new(1 << 20);

    public long Accepted { get; private set; }

    public long Refused { get; private set; }

    /// <summary>Submits until a moment of the clock.</summary>
    public async Task RunAsync(long until)
    {
        while (Stopwatch.GetTimestamp() < until)
        {
            Draw();
            var start = Stopwatch.GetTimestamp();
            await settlement.SettleAsync(_transfers, _receipts);
            Latencies.Add(Stopwatch.GetTimestamp() - start);
            Count();
        }
    }

    private void Draw()
    {
        for (var i = 0; i < _transfers.Length; i++)
        {
            var word = _words.Next();
            var debit = (int)(((word >> 32) * (ulong)plan.Accounts) >> 32);
            var credit = (int)(((word & uint.MaxValue) * (ulong)plan.Accounts) >> 32);
            if (credit == debit)
                credit = (credit + 1) % plan.Accounts;
            _transfers[i] = new(
                new((ulong)number, ++_counter), new(debit + 3), new(credit + 3), Amount.FromFen(1 + (long)(word & 63)), TransferKind.PersonToPerson);
        }
    }

    private void Count()
    {
        foreach (var receipt in _receipts)
        {
            if (receipt.IsAccepted)
                Accepted++;
            else
                Refused++;
        }
    }
}
