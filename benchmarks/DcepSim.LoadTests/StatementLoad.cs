using System.Diagnostics;
using System.Text.Json;
using DcepSim.Cli.Benching;
using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using DcepSim.Settlement.Reading;
using NodaTime;
using NodaTime.HighPerformance;

namespace DcepSim.LoadTests;

/// <summary>
/// Settles a long history, then reads statements from it while transfers go on at half the rate: pages of 1,000 entries of the busiest merchant, of a
/// wallet like any other, and of one that has been idle since the first segment.
/// </summary>
internal sealed class StatementLoad(StatementPlan plan)
{
    private const int PageEntries = 1_000;
    private const int IdleEntries = 1_500;
    private static readonly TimeSpan LongestForAnIndex = TimeSpan.FromMinutes(5);
    private static readonly JournalOptions Journal = new();
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly SettleBenchOptions _options = new()
    {
        Accounts = plan.Accounts, Transfers = plan.Transfers, Submitters = plan.Submitters, Batch = plan.Batch, Skew = plan.Skew, Window = 1 << plan.WindowBits,
    };

    public async Task RunAsync()
    {
        var accounts = new BenchAccounts(_options);
        using var folder = new ScratchFolder(plan.Dir);
        using var indices = new IndexWatch();
        await using var settlement = PipelinedSettlement.Open(new FileJournalStore(folder.Path), SystemClock.Instance, new()
        {
            Ledger = new() { AccountsMax = accounts.Count + 1, IdempotencyWindow = 1 << plan.WindowBits, SessionsMax = plan.Submitters + 2, HoldsMax = 1 << 20 },
            Journal = Journal,
        });
        var idle = await SetUpAsync(settlement, accounts);
        var streams = Enumerable.Range(0, plan.Submitters).Select(caller => new BenchStream(_options, accounts, caller)).ToArray();
        var began = SystemClock.Instance.GetCurrentInstant();
        var seconds = await SettleAsync(settlement, streams, plan.Transfers / plan.Submitters, null, CancellationToken.None);
        var middle = Instant64.FromInstant(began.Plus(Duration.FromSeconds(seconds / 2)));
        var rate = plan.Transfers / seconds;
        if (!await indices.WaitForAsync(SegmentsIn(folder.Path) - 1 - Journal.SegmentsAhead, LongestForAnIndex))
            throw new InvalidOperationException($"Only {settlement.StatementIndex.Segments} indices of {SegmentsIn(folder.Path)} segments were written: {settlement.StatementIndexFault?.Message ?? "the next takes too long"}.");
        var areCachesDropped = TryDropCaches();
        using var enough = new CancellationTokenSource();
        var beside = SettleAsync(settlement, streams, long.MaxValue, rate / 2, enough.Token);
        var busiest = BusiestMerchant(accounts);
        var pages = new
        {
            busiestMerchantLatest = await MeasureAsync(settlement, _ => new(busiest) { EntriesMax = PageEntries }),
            idleSinceFirstSegmentLatest = await MeasureAsync(settlement, _ => new(idle) { EntriesMax = PageEntries }),
            anyWalletLatest = await MeasureAsync(settlement, page => new(AnyWallet(accounts, page)) { EntriesMax = PageEntries }),
            busiestMerchantFromTheMiddleByTime = await MeasureAsync(settlement, _ => new(busiest) { EntriesMax = PageEntries, FromTime = middle }),
            anyWalletFromTheMiddleByTime = await MeasureAsync(settlement, page => new(AnyWallet(accounts, page)) { EntriesMax = PageEntries, FromTime = middle, Order = StatementOrder.OldestFirst }),
        };
        var besideFrom = settlement.DurableThrough;
        var (segments, figures) = (SegmentsIn(folder.Path), settlement.StatementIndex);
        await enough.CancelAsync();
        await ((Task)beside).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Console.WriteLine(JsonSerializer.Serialize(
            new
            {
                history = besideFrom,
                transfersPerSecond = Math.Round(rate),
                besideReading = Math.Round(rate / 2),
                segments,
                index = new
                {
                    figures.Segments,
                    bytesPerEntry = Math.Round(figures.Bytes / (double)Math.Max(1, figures.Entries), 2),
                    nanosecondsPerEntry = Math.Round(figures.Building.TotalNanoseconds / Math.Max(1, figures.Entries), 1),
                    fault = settlement.StatementIndexFault?.ToString(),
                },
                cachesDropped = areCachesDropped,
                milliseconds = pages,
                accounts = plan.Accounts,
                skew = plan.Skew,
                window = 1 << plan.WindowBits,
                trialBalanceOk = (await settlement.TakeTrialBalanceAsync()).IsBalanced,
            },
            Format));
    }

    private static int SegmentsIn(string folder) => Directory.GetFiles(folder, "*" + JournalLayout.SegmentExtension).Length;

    private async Task<AccountId> SetUpAsync(PipelinedSettlement settlement, BenchAccounts accounts)
    {
        AccountId last = default;
        foreach (var terms in accounts.Opening().Append(new(AccountKind.PersonalWallet, new(1))).Chunk(1_000))
        {
            foreach (var account in await Task.WhenAll(Array.ConvertAll(terms, one => settlement.OpenAsync(one).AsTask())))
                last = account;
        }

        var money = accounts.Funding((ulong)plan.Submitters + 1);
        var idle = Enumerable.Range(1, IdleEntries).Select(number => new Transfer(new((ulong)plan.Submitters + 2, (ulong)number), BenchAccounts.Vault(0), last, Amount.FromFen(1), TransferKind.Load));
        var receipts = new Receipt[plan.Batch];
        foreach (var transfers in money.Concat(idle).Chunk(plan.Batch))
        {
            await settlement.SettleAsync(transfers, receipts);
            if (!receipts.Take(transfers.Length).All(receipt => receipt.IsAccepted))
                throw new InvalidOperationException("The first money was refused.");
        }

        return last;
    }

    /// <summary>Settles in a closed loop, or at a rate; the seconds it took.</summary>
    private async Task<double> SettleAsync(PipelinedSettlement settlement, BenchStream[] streams, long transfersEach, double? rate, CancellationToken enough)
    {
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(streams.Select(stream => Task.Run(() => SettleAsync(settlement, stream, transfersEach, rate / streams.Length, enough), enough)));
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private async Task SettleAsync(PipelinedSettlement settlement, BenchStream stream, long count, double? rate, CancellationToken enough)
    {
        var (transfers, receipts) = (new Transfer[plan.Batch], new Receipt[plan.Batch]);
        var began = Stopwatch.GetTimestamp();
        for (var done = 0L; done < count; done += plan.Batch)
        {
            enough.ThrowIfCancellationRequested();
            if (rate is { } pace && TimeSpan.FromSeconds(done / pace) - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } early)
                await Task.Delay(early, enough);
            stream.Fill(transfers);
            await settlement.SettleAsync(transfers, receipts, enough);
            stream.Learn(transfers, receipts);
        }
    }

    private async Task<object> MeasureAsync(PipelinedSettlement settlement, Func<int, StatementRequest> request)
    {
        var took = new double[plan.Pages];
        var entries = 0;
        for (var page = 0; page < plan.Pages; page++)
        {
            var began = Stopwatch.GetTimestamp();
            entries = Math.Max(entries, (await settlement.StatementAsync(request(page))).Entries.Count);
            took[page] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        Array.Sort(took);
        return new { p50 = Quantile(took, 0.5), p99 = Quantile(took, 0.99), max = Quantile(took, 1), entries };
    }

    private static double Quantile(double[] sorted, double share) => Math.Round(sorted[(int)Math.Ceiling(share * sorted.Length) - 1], 2);

    private static AccountId AnyWallet(BenchAccounts accounts, int page) => accounts.Person((int)(page * 7_919L % accounts.Persons));

    private static AccountId BusiestMerchant(BenchAccounts accounts)
    {
        var key = RandomKey.FromSeed(1).Child("busiest");
        var drawn = new Dictionary<int, int>();
        for (var i = 0UL; i < 1_000_000; i++)
        {
            var merchant = accounts.DrawMerchant(key.Block(i).A);
            drawn[merchant] = drawn.GetValueOrDefault(merchant) + 1;
        }

        return BenchAccounts.Merchant(drawn.MaxBy(merchant => merchant.Value).Key);
    }

    private static bool TryDropCaches()
    {
        try
        {
            File.WriteAllText("/proc/sys/vm/drop_caches", "3");
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
