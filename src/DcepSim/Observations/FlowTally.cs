using DcepSim.Simulation;

namespace DcepSim.Observations;

/// <summary>What went to one place in one run.</summary>
internal struct FlowTally
{
    public long Payments;
    public long PacketFen;
    public long OwnMoneyFen;
    public long OtherTenderFen;

    public void Add(in PaymentRecord payment)
    {
        Payments++;
        PacketFen += payment.Packet.Fen;
        OwnMoneyFen += payment.OwnMoney.Fen;
        OtherTenderFen += payment.OtherTender.Fen;
    }
}
