using DcepSim.Simulation;

namespace DcepSim.Logs;

/// <summary>Collects the claims and payments of one run in blocks, and hands on each that is full: some nanoseconds a row on the run's thread.</summary>
internal sealed class RunLog(int run, bool keepsClaims, Func<LogBlock> lend, Action<LogBlock> handOn) : IPaymentObserver
{
    private LogBlock _payments = Begun(lend(), isClaims: false);
    private LogBlock _claims = Begun(lend(), isClaims: true);

    public bool SeesClaims => keepsClaims;

    public void OnPayment(in PaymentRecord payment)
    {
        ref var row = ref _payments.Next();
        row.UnixMilliseconds = payment.Time.ToUnixTimeMilliseconds();
        row.Sequence = payment.Sequence;
        row.PacketFen = payment.Packet.Fen;
        row.OwnMoneyFen = payment.OwnMoney.Fen;
        row.OtherTenderFen = payment.OtherTender.Fen;
        row.PacketLeftFen = payment.PacketLeft.Fen;
        row.Run = run;
        row.Entrant = payment.Entrant;
        row.Operator = payment.Operator;
        row.Merchant = payment.Merchant.Value;
        if (_payments.IsFull)
            HandOn(ref _payments);
    }

    public void OnClaim(in ClaimRecord claim)
    {
        if (!keepsClaims)
            return;
        ref var row = ref _claims.Next();
        row.UnixMilliseconds = claim.Time.ToUnixTimeMilliseconds();
        row.PacketFen = claim.Face.Fen;
        row.Run = run;
        row.Entrant = claim.Entrant;
        row.Operator = claim.Operator;
        if (_claims.IsFull)
            HandOn(ref _claims);
    }

    public void End()
    {
        handOn(_payments);
        handOn(_claims);
    }

    private static LogBlock Begun(LogBlock block, bool isClaims)
    {
        block.Begin(isClaims);
        return block;
    }

    private void HandOn(ref LogBlock block)
    {
        var isClaims = block.IsClaims;
        handOn(block);
        block = Begun(lend(), isClaims);
    }
}
