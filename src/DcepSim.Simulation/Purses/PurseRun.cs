using DcepSim.Ledger;
using DcepSim.Settlement;
using DcepSim.Simulation.Audit;
using DcepSim.Simulation.Timeline;
using NodaTime;

namespace DcepSim.Simulation.Purses;

/// <summary>Runs the purses of a scenario beside its campaign, over the campaign's window and from the same key, in a book of their own.</summary>
/// <remarks>Packets never get into a purse and purses' wallets take no part in the campaign, so the two books share no account.</remarks>
internal static class PurseRun
{
    /// <summary>Adds what the purses came to.</summary>
    /// <param name="campaign">What the campaign came to: claimants who try double-offline payment are the people where the scenario names none.</param>
    /// <param name="purses">What is run.</param>
    /// <param name="openSettlement">Opens an empty book with room for this; closed here. Null takes the memory's.</param>
    /// <param name="memory">Its book is free again: the campaign is over.</param>
    /// <param name="key">The run's key.</param>
    /// <param name="cancellation">Stops the run; checked in every round.</param>
    public static RunOutcome AddTo(
        RunOutcome campaign, PurseModel purses, Func<LedgerOptions, IClock, ISettlement>? openSettlement, RunMemory memory, RandomKey key, CancellationToken cancellation)
    {
        var people = purses.People > 0 ? purses.People : (int)campaign.DoubleOfflineParticipants;
        if (people == 0)
            return campaign with { Purses = new PurseOutcome() };
        var terms = purses.TermsFor(people);
        var clock = new SimulatedClock(terms.Start.ToInstant());
        var capacity = PurseLedger.CapacityFor(terms);
        var settlement = openSettlement?.Invoke(capacity, clock);
        try
        {
            var ledger = new PurseLedger(terms, new Teller(settlement ?? memory.Book(capacity, clock), clock));
            var outcome = ledger.Live(PurseModel.KeyOf(key), cancellation);
            var audit = ledger.Compare(outcome);
            return campaign with
            {
                Purses = PurseOutcome.Of(outcome, terms, purses.RoundHours),
                IssuedFen = campaign.IssuedFen + ledger.IssuedFen,
                Audit = new(
                    [.. campaign.Audit.Breaks.Concat(audit.Breaks).Take(AuditReport.BreaksMax)],
                    campaign.Audit.BreakCount + audit.BreakCount,
                    campaign.Audit.Compared + audit.Compared),
            };
        }
        finally
        {
            Waiting.For(settlement?.DisposeAsync() ?? default);
        }
    }
}
