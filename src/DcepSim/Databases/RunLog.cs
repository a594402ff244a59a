using DcepSim.Simulation;

namespace DcepSim.Databases;

/// <summary>Collects the claims and payments of one run in blocks, and hands on each that is full.</summary>
internal sealed class RunLog(int run, Func<LogRow[]> lend, Action<LogBlock> handOn) : IPaymentObserver
{
    private LogRow[] _payments = lend();
    private LogRow[] _claims = lend();
    private int _paymentCount;
    private int _claimCount;

    public void OnPayment(in PaymentRecord payment)
    {
        ref var row = ref _payments[_paymentCount];
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
        if (++_paymentCount == _payments.Length)
            HandOnPayments();
    }

    public void OnClaim(in ClaimRecord claim)
    {
        ref var row = ref _claims[_claimCount];
        row.UnixMilliseconds = claim.Time.ToUnixTimeMilliseconds();
        row.PacketFen = claim.Face.Fen;
        row.Run = run;
        row.Entrant = claim.Entrant;
        row.Operator = claim.Operator;
        if (++_claimCount == _claims.Length)
            HandOnClaims();
    }

    public void End()
    {
        HandOnPayments();
        HandOnClaims();
    }

    private void HandOnPayments()
    {
        handOn(new(IsClaims: false, _payments, _paymentCount));
        (_payments, _paymentCount) = (lend(), 0);
    }

    private void HandOnClaims()
    {
        handOn(new(IsClaims: true, _claims, _claimCount));
        (_claims, _claimCount) = (lend(), 0);
    }
}
