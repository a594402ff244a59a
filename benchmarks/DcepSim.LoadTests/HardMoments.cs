using System.Text.Json;
using NodaTime;

namespace DcepSim.LoadTests;

/// <summary>
/// What could keep everybody waiting: a checkpoint, a million holds due at one instant, and the midnight at which a day and a year end. Under full
/// load, by a clock that is set forward.
/// </summary>
internal sealed class HardMoments(LoadPlan plan)
{
    private const int Holds = 1_000_000;
    private const int HoldSeconds = 7_200;
    private static readonly DateTimeZone Shanghai = DateTimeZone.ForOffset(Offset.FromHours(8));

    public async Task RunAsync()
    {
        var clock = new MovableClock();
        await using var book = new LoadedBook(plan, clock);
        await book.OpenAccountsAsync();
        await book.LoadAsync(2); // warm
        await MakeHoldsAsync(book);
        var checkpoints = book.Settlement.Checkpoints;
        var ordinary = await LoadAsync(book, plan.Seconds);
        checkpoints = book.Settlement.Checkpoints - checkpoints;
        var held = await HeldAsync(book);
        clock.SetForward(Duration.FromSeconds(HoldSeconds));
        var due = await LoadAsync(book, plan.Seconds / 2);
        var released = held - await HeldAsync(book);
        var before = LastMidnightOfYear(clock.GetCurrentInstant()) - Duration.FromSeconds(plan.Seconds / 4);
        clock.SetForward(before - clock.GetCurrentInstant());
        var midnight = await LoadAsync(book, plan.Seconds / 2);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            schema = "dcepsim.moments/1",
            accounts = book.Accounts.Count,
            transfers = book.Done,
            longestGapMilliseconds = Each(moment => moment.Gap),
            longestStandstillMilliseconds = Each(moment => moment.Standstill),
            longestWriteMilliseconds = Each(moment => moment.Write),
            longestFlushMilliseconds = Each(moment => moment.Flush),
            checkpoints,
            holdsDueAtOneInstant = Holds,
            heldFenReleased = released,
            trialBalanceOk = (await book.Settlement.TakeTrialBalanceAsync()).IsBalanced,
        }));

        object Each(Func<Moment, TimeSpan> longest) => new { ordinary = Round(longest(ordinary)), holdsDue = Round(longest(due)), newYear = Round(longest(midnight)) };
    }

    private static async Task<Moment> LoadAsync(LoadedBook book, double seconds) =>
        new(await book.LoadAsync(seconds), book.Standstill, book.LongestWrite, book.LongestFlush);

    private static double Round(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);

    private static Instant LastMidnightOfYear(Instant now) => new LocalDate(now.InZone(Shanghai).Year + 1, 1, 1).AtStartOfDayInZone(Shanghai).ToInstant();

    private static async Task<long> HeldAsync(LoadedBook book) => (await book.Settlement.TakeTrialBalanceAsync()).Total.HeldOut.Fen;

    private async Task MakeHoldsAsync(LoadedBook book)
    {
        var transfers = new Transfer[plan.Batch];
        var receipts = new Receipt[plan.Batch];
        for (var from = 0; from < Holds; from += transfers.Length)
        {
            for (var i = 0; i < transfers.Length; i++)
                transfers[i] = Hold(book, from + i);
            await book.Settlement.SettleAsync(transfers, receipts);
            if (receipts.Any(receipt => !receipt.IsAccepted))
                throw new InvalidOperationException($"A hold was refused: {receipts.First(receipt => !receipt.IsAccepted).Status}.");
        }
    }

    // Vault to merchant: held money that meets no cap, on accounts that the load uses too.
    private static Transfer Hold(LoadedBook book, int number) => new(
        new(book.SpareSession, (ulong)number + 1),
        Cli.Benching.BenchAccounts.Vault(number % Cli.Benching.BenchAccounts.Vaults),
        Cli.Benching.BenchAccounts.Merchant(number % book.Accounts.Merchants),
        Amount.FromFen(1),
        TransferKind.Load,
        TransferFlags.Pending,
        HoldTerm.ForSeconds(HoldSeconds));

    private readonly record struct Moment(TimeSpan Gap, TimeSpan Standstill, TimeSpan Write, TimeSpan Flush);
}
