using DcepSim.Simulation.Agents;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Simulation.Mechanisms;

// The rounds: what is drawn and closed when, who wins what, and when they claim it.
internal sealed partial class MechanismRun
{
    // A round closes before another opens at the same moment, so that its money can roll over.
    private static (long TimeMs, bool IsDraw, int Round)[] AgendaOf(MechanismTables tables) =>
    [
        .. tables.Rounds
            .SelectMany((plan, round) => new[] { (TimeMs: plan.ClaimOpensMs, IsDraw: true, Round: round), (TimeMs: plan.SpendClosesMs, IsDraw: false, Round: round) })
            .OrderBy(item => item.TimeMs).ThenBy(item => item.IsDraw).ThenBy(item => item.Round),
    ];

    private void Carry((long TimeMs, bool IsDraw, int Round) item, bool isLast)
    {
        MoveTo(item.TimeMs);
        if (item.IsDraw)
        {
            Draw(item.Round);
            return;
        }

        var hasFurther = _tables.Rounds.Any(plan => plan.ClaimOpensMs >= item.TimeMs);
        var rollsOver = hasFurther && _model.Scenario.Campaign.Unspent == UnspentRule.RollOver;
        var unclaimed = UnclaimedIn(item.Round);
        var rolled = _cashier.Close(_firstHolding[item.Round], _endHolding[item.Round], rollsOver);
        if (rollsOver)
            _rollBank += rolled + unclaimed;
        if (isLast)
            _cashier.ReturnUnclaimed();
    }

    private Amount UnclaimedIn(int round)
    {
        var unclaimed = Amount.Zero;
        for (var place = _firstHolding[round]; place < _endHolding[round]; place++)
            unclaimed += _list.Holdings[place].IsClaimed ? Amount.Zero : _list.Holdings[place].Life.Face;
        return unclaimed;
    }

    private void Draw(int round)
    {
        var plan = _tables.Rounds[round];
        var counts = plan.Counts.ToArray();
        AddRolledOver(counts);
        _firstHolding[round] = _list.Holdings.Length;
        var wins = _draw.Of(round, counts);
        foreach (var win in wins)
            Win(round, plan, win);
        _endHolding[round] = _list.Holdings.Length;
        if (_model.Scenario.Campaign.Distribution.Method == DistributionMethod.Grab)
            _refusedClaims += _model.Scenario.Campaign.Applicants - wins.Length;
    }

    private void AddRolledOver(int[] counts)
    {
        if (RollOver.RowOf(_model.Scenario) is not { } row)
            return;
        var room = _model.Scenario.Campaign.Applicants - _tables.Packages.Sum(package => (long)counts[package.First]);
        var further = (int)Math.Clamp(RollOver.PackagesFor(_model.Scenario, row, _rollBank), 0, Math.Max(0, room));
        counts[row] += further;
        _rollBank.TrySubtract(Amount.FromFen(ScenarioTerms.WorthOf(_model.Scenario.Campaign, row).Fen * further), out _rollBank);
    }

    private void Win(int round, RoundPlan plan, in RoundWin win)
    {
        var life = _lives.Child((ulong)win.Entrant);
        var entrant = win.Entrant;
        var person = _list.PersonOf(entrant, () => Newcomer(entrant, life), out var isNew);
        var first = _list.Holdings.Length;
        foreach (var packet in win.Packets)
            _list.Add(person, packet.Row, round, packet.Amount, packet.IsFirst);
        _cashier.Book.Win(round);
        _branch?.Wins.Add(first, win.Priority);
        if (ClaimMs(round, plan, win.Priority, life) is { } claimMs)
            Queue(claimMs, ClaimKind, first);
    }

    private long? ClaimMs(int round, RoundPlan plan, ulong priority, RandomKey life)
    {
        if (_model.Scenario.Campaign.Distribution.Method == DistributionMethod.Grab)
        {
            var delay = (UInt128)(ulong)_behaviour.UnitGap.Draw(priority) * (ulong)_tables.ArrivalMeanMs >> BehaviourTables.UnitBits;
            return Math.Min(plan.ClaimOpensMs + (long)UInt128.Min(delay, long.MaxValue / 2), plan.SpendClosesMs - 1);
        }

        var block = life.Block(round == 0 ? PersonBlock : RoundBlocks | (uint)round);
        return plan.Claims.Occurs(block.A) ? plan.ClaimOpensMs + plan.Delay.Draw(_behaviour.UnitGap, block.B) : null;
    }
}
