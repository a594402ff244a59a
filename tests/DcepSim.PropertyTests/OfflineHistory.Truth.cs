using DcepSim.Offline;

namespace DcepSim.PropertyTests;

internal sealed partial class OfflineHistory
{
    /// <summary>
    /// What purses hold and what is on its way is what was loaded less what was deposited, plus what broken devices made, corrected as the book
    /// said; and the book's own two sides agree.
    /// </summary>
    private void Compare(string when)
    {
        var statement = desk.Book.TakeStatement();
        if (!statement.IsBalanced || statement.Outstanding != desk.Book.Outstanding)
            faults.Add($"{when}: the book is not balanced: {statement}");
        var held = purses.Sum(purse => purse.State.Balance.Fen);
        var corrected = purses.Sum(purse => purse.State.Corrected.Fen);
        var expected = statement.Loaded.Fen - statement.Deposited.Fen + takenFromBroken + corrected - UnderWay();
        if (held != expected)
            faults.Add($"{when}: purses hold {held} fen, they should {expected}");
    }

    /// <summary>Signed by an honest purse or by the desk, and neither taken by the other side nor returned.</summary>
    private long UnderWay()
    {
        var fen = 0L;
        foreach (var purse in purses)
            fen += desk.LoadsAwaited(purse.Id).Where(load => load.Content.Counter > purse.State.Loads).Sum(load => load.Content.Amount.Fen);
        foreach (var ((payer, counter), life) in signed)
        {
            var isOver = life.IsReturned || life.IsTaken || (life.Payee.IsNone && desk.Book.OutcomeOf(payer, (uint)counter) == TokenOutcome.Delivered);
            fen += isOver ? 0 : life.Fen;
        }

        return fen;
    }

    private void NoteSigned(Purse purse)
    {
        foreach (var token in purse.Sent)
        {
            var content = token.Message.Content;
            signed.TryAdd((content.Payer, content.Counter), new(content.Amount.Fen, content.Payee, IsTaken: false, IsReturned: false));
        }
    }

    private void NoteTaken(OfflineMessage token, NetAmount value)
    {
        if (value == NetAmount.Zero)
            return; // a repeat, confirmed again
        if (value.Fen != token.Amount.Fen)
            faults.Add($"{token} put {value} into the purse");
        if (token.Payer.Value > Honest)
        {
            reached.Add((token.Payer, token.Payee));
            takenFromBroken += value.Fen;
            return;
        }

        var life = signed[(token.Payer, token.Counter)];
        if (life.IsTaken || life.IsReturned)
            faults.Add($"{token} was taken though it was {(life.IsTaken ? "taken" : "returned")} before");
        signed[(token.Payer, token.Counter)] = life with { IsTaken = true };
    }

    private void NoteReturned(IEnumerable<SentToken> before, Purse purse, ContactAnswer answer)
    {
        foreach (var (token, outcome) in before.Zip(answer.Outcomes))
        {
            if (outcome != TokenOutcome.Returned)
                continue;
            var content = token.Message.Content;
            var life = signed[(content.Payer, content.Counter)];
            if (life.IsTaken || life.IsReturned)
                faults.Add($"{content} was returned to purse {purse.Id.Value} though it was {(life.IsTaken ? "taken" : "returned")} before");
            signed[(content.Payer, content.Counter)] = life with { IsReturned = true };
        }
    }

    private void CompareAccounts()
    {
        foreach (var purse in purses)
        {
            if (purse.Sent.Count > 0)
                faults.Add($"purse {purse.Id.Value} still has {purse.Sent.Count} undecided tokens");
            var account = desk.Book.BalanceOf(purse.Id);
            var pending = desk.Book.CorrectionOf(purse.Id) - purse.State.Corrected;
            if (account != NetAmount.From(purse.State.Balance) + pending)
                faults.Add($"purse {purse.Id.Value} holds {purse.State.Balance}, its account {account}, to correct {pending}");
        }
    }

    private void CompareLoss()
    {
        var loss = desk.Book.TakeStatement().Loss;
        var given = signed.Values.Where(life => life.Payee.Value > Honest && !life.IsReturned).Sum(life => life.Fen);
        if (loss.Fen > takenFromBroken || loss.Fen < takenFromBroken - given)
            faults.Add($"the book prices the loss at {loss}; payees took {takenFromBroken} fen from broken purses, which were paid {given}");
        if (LossBound.Of(policy, 1, reached.Count) is { } bound && loss > bound)
            faults.Add($"the loss {loss} is above the bound {bound}");
        var charged = desk.Book.ChargeShortfalls();
        if (desk.Book.TakeStatement() is var statement && (!statement.IsBalanced || statement.Loss != loss || (broken.Count == 0 && !charged.IsZero)))
            faults.Add($"after charging {charged} the loss is {statement.Loss}, balanced {statement.IsBalanced}");
    }
}
