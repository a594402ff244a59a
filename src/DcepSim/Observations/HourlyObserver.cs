using DcepSim.Simulation;
using NodaTime;

namespace DcepSim.Observations;

/// <summary>Adds up one run's payments by hour and channel, and by district and category: some additions a payment, no allocation.</summary>
internal sealed class HourlyObserver(Instant start, int hours, int channels, int merchantsInStore, FlowPlaces places) : IPaymentObserver
{
    private Instant _hourEnds = start + Duration.FromHours(1);
    private int _hour;

    public long[] Payments { get; } = new long[hours * channels];

    public long[] PacketFen { get; } = new long[hours * channels];

    public FlowTally[] Flows { get; } = new FlowTally[places.Count];

    public bool SeesClaims => false;

    public void OnPayment(in PaymentRecord payment)
    {
        Flows[places.Of(payment.Merchant)].Add(payment);
        if (payment.Packet.IsZero)
            return;
        while (payment.Time >= _hourEnds)
        {
            _hourEnds += Duration.FromHours(1);
            _hour++;
        }

        var place = (_hour * channels) + (payment.Merchant.Value < merchantsInStore ? 0 : 1);
        Payments[place]++;
        PacketFen[place] += payment.Packet.Fen;
    }
}
