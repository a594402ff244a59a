namespace DcepSim.Simulation.Mechanisms;

// What is still to come is told anew by the behaviour that holds from the branch on; what has happened stays. Whatever is told alike by both keeps
// its instant and its place among others of the same instant.
internal sealed partial class MechanismRun
{
    private void BranchOff(MechanismBranch branch)
    {
        branch.HasHappened = true;
        (_model, _tables, _behaviour) = (branch.After, branch.After.Mechanisms!, branch.After.Behaviour);
        _cashier.BranchOff(branch.After);
        var waiting = _queue.UnorderedItems.OrderBy(item => item.Priority).ToArray();
        _queue.Clear();
        _sequence = 0;
        for (var person = 0; person < _list.Persons.Length; person++)
            Reconsider(ref _list.Persons[person]);
        foreach (var (what, order) in waiting)
            WaitAnew(branch, what, (long)(order >> SequenceBits));
        foreach (var (first, priority) in branch.Wins.OrderBy(win => win.Key)) // who would have let it lapse
            ClaimAnew(branch, first, priority);
        for (var person = 0; person < _list.Persons.Length; person++)
        {
            if (!_list.Persons[person].IsQueued && _list.Persons[person].Occasion != 0 && HasReasonToShop(person, branch.AtMs))
                QueueNext(person, branch.AtMs);
        }
    }

    // Occasions are counted from the first again; those before the branch are passed over.
    private void Reconsider(ref Person person)
    {
        person.IsQueued = false;
        person.Gap = GapOf(person.Life);
        if (!person.Wallet.IsNone)
            Begin(ref person);
    }

    private void WaitAnew(MechanismBranch branch, long what, long timeMs)
    {
        var index = (int)(what >> KindBits);
        switch (what & ((1 << KindBits) - 1))
        {
            case ClaimKind:
                if (branch.Wins.Remove(index, out var priority))
                    ClaimAnew(branch, index, priority);
                break;
            case ShopKind:
                if (_list.Persons[index].Occasion != 0)
                    QueueNext(index, branch.AtMs);
                break;
            default:
                Queue(timeMs, what & ((1 << KindBits) - 1), index);
                break;
        }
    }

    private void ClaimAnew(MechanismBranch branch, int first, ulong priority)
    {
        ref readonly var holding = ref _list.Holdings[first];
        var plan = _tables.Rounds[holding.Round];
        if (!holding.IsClaimed && plan.SpendClosesMs > branch.AtMs && ClaimMs(holding.Round, plan, priority, _list.Persons[holding.Person].Life) is { } claimMs)
            Queue(Math.Max(claimMs, branch.AtMs), ClaimKind, first);
    }
}
