using DcepSim.Simulation.Agents;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Sampling;

namespace DcepSim.SimulationLoad;

/// <summary>
/// The behaviour of a campaign as a program with one generator would draw it: person after person, each decision from the next number of one
/// stream. Same tables as the runs; no order of time, no ledger.
/// </summary>
internal sealed class StreamedLives
{
    private readonly Scenario _scenario;
    private readonly BehaviourTables _tables;
    private readonly long _leadMs;
    private readonly long _faceFen;

    /// <param name="scenario">With one face, every applicant a winner, and own money beside packets only.</param>
    public StreamedLives(Scenario scenario)
    {
        _scenario = scenario;
        _tables = new BehaviourTables(scenario);
        var terms = ScenarioTerms.Of(scenario);
        _leadMs = (long)(terms.Spending.Start - terms.Claims.Start).TotalMilliseconds;
        _faceFen = scenario.Campaign.Packets.Single().Face.Fen;
    }

    /// <summary>Packet money spent as a part of packet money won.</summary>
    public double Redemption(RandomKey seed)
    {
        var words = new KeyedWords(seed);
        var winners = _scenario.Campaign.Packets.Single().Count;
        var redeemed = 0L;
        for (var winner = 0; winner < winners; winner++)
            redeemed += RedeemedByNext(ref words);
        return redeemed / ((double)_faceFen * winners);
    }

    private long RedeemedByNext(ref KeyedWords words)
    {
        if (!_tables.Claims.Occurs(words.Next()))
            return 0;
        var claimMs = ClaimTime(ref words);
        _ = _tables.Operators.Draw(words.Next());
        _ = _tables.Tiers.Draw(words.Next());
        var gap = MeanGap.Of(_tables.MeanGapUnits, Math.Max(1, _tables.PersonRate.Draw(words.Next())));
        var units = (ulong)_tables.Calendar.UnitsAt(Math.Max(claimMs, _leadMs) - _leadMs);
        var left = _faceFen;
        while (left > 0)
        {
            var wait = gap.Times(_tables.UnitGap.Draw(words.Next()));
            if (wait >= (ulong)_tables.Calendar.TotalUnits - units)
                break;
            units += wait;
            left -= Math.Min(left, Math.Max(1, _tables.BasketFen.Draw(words.Next())));
            _ = _tables.Popularity.Draw(words.Next());
            _ = _tables.TopsUp.Occurs(words.Next());
        }

        return _faceFen - left;
    }

    // Drawn again until it lies within the window, as a program without tables would.
    private long ClaimTime(ref KeyedWords words)
    {
        while (true)
        {
            var delay = (long)(((UInt128)(ulong)_tables.UnitGap.Draw(words.Next()) * (ulong)_tables.ClaimDelayMeanMs) >> BehaviourTables.UnitBits);
            if (delay < _leadMs + _tables.Calendar.LengthMs)
                return delay;
        }
    }
}
