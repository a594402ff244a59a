using DcepSim.Offline;
using NodaTime.HighPerformance;

namespace DcepSim.PropertyTests;

/// <summary>
/// A random history of purses, links and contacts in which everything that may go wrong does. Beside it, the truth is kept in the plainest way:
/// what each device did, as it did it. Faults are told where the truth, the purses and the book differ.
/// </summary>
internal sealed partial class OfflineHistory
{
    private const int Honest = 8;
    private const int InFlightMax = 40;

    private static readonly OperatorId[] Operators = [new(1), new(2)];

    private readonly OfflinePolicy policy;
    private readonly bool lies;
    private readonly RandomKey key;
    private readonly OfflineDesk desk;
    private readonly List<Purse> purses = [];
    private readonly List<BrokenPurse> broken = [];
    private readonly List<LinkPacketFor> flying = [];
    private readonly List<(int Purse, ContactReport Report)> reports = [];
    private readonly List<(int Purse, ContactAnswer Answer)> answers = [];
    private readonly List<SignedMessage> trapped = [];
    private readonly List<(int Purse, SignedMessage Load)> loads = [];
    private readonly HashSet<(PurseId Payer, PurseId Payee)> reached = [];
    private readonly Dictionary<(PurseId Payer, long Counter), TokenLife> signed = [];
    private readonly List<string> faults = [];
    private Instant64 now = Instant64.FromUtc(2023, 1, 11, 0, 0);
    private long trapOffers;
    private long takenFromBroken;
    private ulong drawn;

    public OfflineHistory(OfflinePolicy policy, int seed, int broken = 0, Compromise compromise = default, bool lies = false)
    {
        this.lies = lies;
        this.policy = policy;
        key = RandomKey.FromSeed(seed);
        desk = new(policy, Operators, key.Child("desk"), k => new ModelledSigner(k), new ModelledVerifier(), now);
        for (var i = 0; i < Honest; i++)
            purses.Add(desk.Personalise(Operators[i % 2], (PurseForm)(i % 4), (byte)(1 + (i % 4)), now));
        for (var i = 0; i < broken; i++)
            this.broken.Add(new(desk.Enrol(Operators[i % 2], PurseForm.Phone, 2, now), compromise, width: 2 + i));
        foreach (var purse in purses)
            Load(Index(purse.Id), 200);
    }

    public string Faults() => string.Join("; ", faults.Take(5));

    public void Run(int steps)
    {
        for (var step = 0; step < steps && faults.Count == 0; step++)
        {
            Step();
            if (step % 97 == 0)
                Compare($"step {step}");
        }

        Finish();
    }

    private void Step()
    {
        now += Duration64.FromMilliseconds((long)Draw(20_000));
        var purse = (int)Draw(Honest);
        switch (Draw(20))
        {
            case 0 or 1 or 2:
                Offer(purse);
                break;
            case 3 when broken.Count > 0:
                Attack(purse);
                break;
            case 16 when lies:
                Trap(purse);
                break;
            case 17 when lies:
                Lie();
                break;
            case 4:
                Resend(purse);
                break;
            case 5:
                Load(purse, 1 + (long)Draw(50));
                break;
            case 6 when loads.Count > 0:
                TakeLoad();
                break;
            case 7:
                if (Draw(3) == 0 && purses[purse].Deposit(Amount.FromFen((long)Draw(5_000)), now) == OfflineRefusal.None)
                    NoteSigned(purses[purse]);
                break;
            case 8 or 9:
                Report(purse);
                break;
            case 10 or 11 when answers.Count > 0:
                EndContact();
                break;
            case 12:
                purses[purse].AbandonContact();
                break;
            case 13 when Draw(4) == 0:
                purses[purse].LosePower();
                break;
            case 14 when Draw(3) == 0:
                purses[purse].CloseOffer();
                break;
            case 15:
                if (Draw(40) == 0)
                    now += Duration64.FromDays((int)Draw(5));
                desk.Book.SettleLate(now);
                break;
            default:
                Arrive();
                break;
        }
    }

    private void Offer(int payee)
    {
        var payer = (int)Draw(Honest);
        if (payer != payee && purses[payee].Offer(purses[payer].Certificate.Bytes, Amount.FromFen(1 + (long)Draw(3_000)), now, out var offer) == OfflineRefusal.None)
            Fly(payer, offer!, purses[payee].Certificate);
    }

    /// <summary>A broken purse pays; the payment may be lost, repeated, reordered or changed as any other.</summary>
    private void Attack(int victim)
    {
        var attacker = broken[(int)Draw((ulong)broken.Count)];
        if (purses[victim].Offer(attacker.Certificate.Bytes, Amount.FromFen(1 + (long)Draw(5_000)), now, out var offer) == OfflineRefusal.None)
            Fly(victim, attacker.Pay(offer!, now), attacker.Certificate);
    }

    private void Resend(int payer)
    {
        foreach (var token in purses[payer].Sent)
        {
            if (!token.IsConfirmed && token.Message.Content.Kind == MessageKind.Payment && Draw(2) == 0)
                Fly(Index(token.Message.Content.Payee), token.Message, purses[payer].Certificate);
        }
    }

    /// <summary>One packet arrives: not always the first, sometimes again later, sometimes with a byte changed, sometimes never.</summary>
    private void Arrive()
    {
        if (flying.Count == 0)
            return;
        var at = (int)Draw((ulong)flying.Count);
        var packet = flying[at];
        if (Draw(6) != 0)
            flying.RemoveAt(at);
        if (Draw(8) == 0)
            return;
        var bytes = packet.Message.Bytes.ToArray();
        var certificate = packet.Certificate.Bytes.ToArray();
        if (Draw(10) == 0)
        {
            var target = Draw(2) == 0 ? bytes : certificate;
            target[(int)Draw((ulong)target.Length)] ^= (byte)(1 + Draw(255));
        }

        if (packet.To >= Honest)
            FallIntoTrap(packet.Message, Index(packet.Message.Content.Payer));
        else
            Deliver(packet.To, packet.Message.Content.Kind, bytes, certificate);
    }

    private void Deliver(int to, MessageKind kind, byte[] bytes, byte[] certificate)
    {
        var purse = purses[to];
        var before = purse.State.Balance;
        switch (kind)
        {
            case MessageKind.Offer:
                if (purse.Pay(bytes, certificate, now, out var payment) != OfflineRefusal.None)
                    break;
                NoteSigned(purse);
                Fly(Index(payment!.Content.Payee), payment, purse.Certificate);
                break;
            case MessageKind.Payment:
                if (purse.Receive(bytes, certificate, now, out var confirmation) != OfflineRefusal.None)
                    break;
                NoteTaken(confirmation!.Content, purse.State.Balance - before);
                if (confirmation.Content.Payer.Value <= Honest)
                    Fly(Index(confirmation.Content.Payer), confirmation, purse.Certificate);
                break;
            default:
                purse.Confirm(bytes, certificate, now);
                break;
        }
    }

    private void Fly(int to, SignedMessage message, OfflineCertificate certificate)
    {
        if (flying.Count == InFlightMax)
            flying.RemoveAt((int)Draw(InFlightMax));
        flying.Add(new(to, message, certificate));
    }

    private void Load(int purse, long yuan) => loads.Add((purse, desk.Load(purses[purse].Id, Amount.FromYuan(yuan), now)));

    /// <summary>A load arrives, in any order, perhaps twice, perhaps never: then the desk hands it out again at the end.</summary>
    private void TakeLoad()
    {
        var at = (int)Draw((ulong)loads.Count);
        var (purse, load) = loads[at];
        if (Draw(4) != 0)
            loads.RemoveAt(at);
        if (Draw(5) != 0)
            purses[purse].TakeLoad(load.Bytes);
    }

    /// <summary>The report arrives or not, once or twice; the answer waits on its way.</summary>
    private void Report(int purse)
    {
        var report = purses[purse].BeginContact();
        if (Draw(5) == 0)
            return;
        reports.Add((purse, report));
        if (Draw(3) != 0)
            Answer(reports.Count - 1);
        if (reports.Count > 0 && Draw(4) == 0)
            Answer((int)Draw((ulong)reports.Count));
        if (Draw(2) == 0 && answers.Count > 0)
            EndContact();
    }

    /// <summary>A report arrives: perhaps long after it was sent, perhaps again.</summary>
    private void Answer(int at)
    {
        var (purse, report) = reports[at];
        answers.Add((purse, desk.Answer(report, now)));
        if (Draw(3) != 0 || reports.Count > InFlightMax)
            reports.RemoveAt(at);
    }

    /// <summary>A broken payee asks an honest purse for a payment.</summary>
    private void Trap(int payer)
    {
        var payee = broken[(int)Draw((ulong)broken.Count)];
        Fly(payer, payee.Offer(purses[payer].Id, ++trapOffers, Amount.FromFen(1 + (long)Draw(3_000)), now), payee.Certificate);
    }

    /// <summary>A broken payee shows some of what it was paid, and denies some of it.</summary>
    private void Lie()
    {
        var payee = broken[(int)Draw((ulong)broken.Count)];
        var shown = trapped.Where(payment => payment.Content.Payee == payee.Id && Draw(3) == 0).ToArray();
        var denied = Draw(3) == 0 ? (long)Draw((ulong)trapOffers + 1) : 0;
        desk.Answer(new(payee.Id, 1, denied, 0, [], shown), now);
    }

    private void FallIntoTrap(SignedMessage payment, int payer)
    {
        trapped.Add(payment);
        var payee = broken.Single(purse => purse.Id == payment.Content.Payee);
        if (Draw(2) == 0)
            Fly(payer, payee.Confirm(payment, now), payee.Certificate);
    }

    private void EndContact()
    {
        var at = (int)Draw((ulong)answers.Count);
        var (purse, answer) = answers[at];
        if (Draw(4) != 0)
            answers.RemoveAt(at);
        EndContact(purses[purse], answer);
        if (answers.Count > InFlightMax)
            answers.RemoveAt(0);
    }

    private bool EndContact(Purse purse, ContactAnswer answer)
    {
        SentToken[] before = [.. purse.Sent];
        if (purse.EndContact(answer, now) != OfflineRefusal.None)
            return false;
        NoteReturned(before, purse, answer);
        return true;
    }

    /// <summary>Everybody honest comes online until nothing is under way, and nothing can be late any more.</summary>
    private void Finish()
    {
        if (faults.Count > 0)
            return;
        for (var pass = 0; pass < 4; pass++)
        {
            if (pass == 3) // what a payee never decided is late by now
            {
                now += policy.CertificateLife + policy.LateMax;
                desk.Book.SettleLate(now);
            }

            foreach (var purse in purses)
            {
                foreach (var load in desk.LoadsAwaited(purse.Id))
                    purse.TakeLoad(load.Bytes);
                if (!EndContact(purse, desk.Answer(purse.BeginContact(), now)))
                    faults.Add($"purse {purse.Id.Value} could not end its contact");
            }
        }

        now += policy.CertificateLife + policy.LateMax;
        desk.Book.DetectOverspends(now);
        Compare("end");
        CompareAccounts();
        CompareLoss();
    }

    private static int Index(PurseId purse) => purse.Value - 1;

    private ulong Draw(ulong bound) => key.Below(drawn++, bound);

    private readonly record struct TokenLife(long Fen, PurseId Payee, bool IsTaken, bool IsReturned);

    private readonly record struct LinkPacketFor(int To, SignedMessage Message, OfflineCertificate Certificate);
}
