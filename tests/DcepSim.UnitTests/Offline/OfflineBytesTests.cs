using DcepSim.Offline;
using DcepSim.Statistics.Sampling;
using DcepSim.Testing;
using NodaTime.HighPerformance;

namespace DcepSim.UnitTests.Offline;

/// <summary>Bytes from outside: nothing but the one genuine message gets through, and nothing throws.</summary>
public class OfflineBytesTests
{
    private static readonly OfflineRefusal[] OfMessages =
    [
        OfflineRefusal.MessageLength, OfflineRefusal.MessageMark, OfflineRefusal.MessageVersion, OfflineRefusal.MessageKind, OfflineRefusal.MessageField,
        OfflineRefusal.MessageSignature, OfflineRefusal.CertificateForeign, OfflineRefusal.CertificateIssuer,
    ];

    private static readonly OfflineRefusal[] OfCertificates =
    [
        OfflineRefusal.CertificateLength, OfflineRefusal.CertificateMark, OfflineRefusal.CertificateVersion, OfflineRefusal.CertificateField,
        OfflineRefusal.CertificateIssuer, OfflineRefusal.CertificateSignature,
    ];

    private static readonly OfflineRefusal[] OfCounterFiles =
        [OfflineRefusal.CounterFileLength, OfflineRefusal.CounterFileMark, OfflineRefusal.CounterFileVersion, OfflineRefusal.CounterFileField, OfflineRefusal.CounterFileSeal];

    private readonly OfflineScene scene = new();

    public static TheoryData<OfflineMessage> Messages =>
    [
        new OfflineMessage(MessageKind.Load, 0, new(1), PurseId.None, new(2), 1, 0, Amount.FromFen(1), default, 0),
        new OfflineMessage(MessageKind.Offer, 0, new(1), new(1), new(2), 0, 1, Amount.MaxValue, Instant64.MaxValue, 1),
        new OfflineMessage(MessageKind.Payment, 255, new(255), new(int.MaxValue), new(2), OfflineMessage.NumberMax, OfflineMessage.NumberMax, Amount.FromFen(5), Instant64.MinValue, 65535),
        new OfflineMessage(MessageKind.Confirmation, 0, new(1), new(1), new(2), 3, 4, Amount.FromFen(5), default, 1),
        new OfflineMessage(MessageKind.Deposit, 0, new(1), new(1), PurseId.None, 3, 0, Amount.FromFen(5), default, 1),
    ];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_reads_back_as_it_was_written(OfflineMessage message)
    {
        var signed = SignedMessage.Sign(message, new ModelledSigner(default));
        Assert.Equal(OfflineRefusal.None, SignedMessage.Read(signed.Bytes, out var read));
        Assert.Equal(message, read!.Content);
        Assert.True(read.IsSignedBy(new ModelledSigner(default).PublicKey, new ModelledVerifier()));
    }

    [Fact]
    public void A_byte_changed_anywhere_in_a_payment_is_refused()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        var payment = scene.Pay(payer, payee, scene.Offer(payee, payer, 30));
        EveryChange(payment.Bytes, OfMessages, bytes => payee.Receive(bytes, payer.Certificate.Bytes, scene.Now, out _));
        Assert.Equal(Amount.Zero, payee.State.Balance);
        scene.Receive(payee, payer.Certificate, payment);
    }

    [Fact]
    public void A_byte_changed_anywhere_in_an_offer_or_a_load_is_refused()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        var offer = scene.Offer(payee, payer, 30);
        EveryChange(offer.Bytes, OfMessages, bytes => payer.Pay(bytes, payee.Certificate.Bytes, scene.Now, out _));
        var load = scene.Desk.Load(payer.Id, Amount.FromYuan(1), scene.Now);
        EveryChange(load.Bytes, OfMessages, bytes => payer.TakeLoad(bytes));
        Assert.Equal(Amount.FromYuan(100), payer.State.Balance);
    }

    [Fact]
    public void A_byte_changed_anywhere_in_a_certificate_is_refused()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        EveryChange(payer.Certificate.Bytes, OfCertificates, bytes => payee.Offer(bytes, Amount.FromYuan(1), scene.Now, out _));
    }

    [Fact]
    public void A_byte_changed_anywhere_in_an_operators_certificate_is_refused()
    {
        var centralBank = new ModelledSigner(RandomKey.FromSeed(1));
        var certificate = OfflineCertificate.ForOperator(new(3), 1, scene.Now, scene.Now + Duration64.FromDays(1), new ModelledSigner(RandomKey.FromSeed(2)).PublicKey, centralBank);
        var trust = new DeviceTrust(centralBank.PublicKey, new ModelledVerifier());
        EveryChange(certificate.Bytes, OfCertificates, bytes => trust.TakeOperator(bytes));
        Assert.Equal(OfflineRefusal.None, trust.TakeOperator(certificate.Bytes));
    }

    [Fact]
    public void A_byte_changed_anywhere_in_a_counter_file_is_refused()
    {
        var purse = scene.PurseWith(100);
        var file = purse.SaveCounters();
        EveryChange(file, OfCounterFiles, bytes => purse.RestoreCounters(bytes));
        Assert.Equal(OfflineRefusal.None, purse.RestoreCounters(file));
    }

    [Fact]
    public void A_counter_file_from_before_a_payment_is_refused()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        var file = payer.SaveCounters();
        scene.Transfer(payer, payee, 10);

        Assert.Equal(OfflineRefusal.CounterFileOlder, payer.RestoreCounters(file));
        Assert.Equal(OfflineRefusal.CounterFileSeal, payee.RestoreCounters(file));
        Assert.Equal(Amount.FromYuan(90), payer.State.Balance);
    }

    [Fact]
    public void A_byte_changed_anywhere_in_a_revocation_list_is_refused()
    {
        var centralBank = new ModelledSigner(RandomKey.FromSeed(1));
        var list = RevocationList.Create(3, [new(9), new(4), new(9)], centralBank);
        var trust = new DeviceTrust(centralBank.PublicKey, new ModelledVerifier());
        EveryChange(list.Bytes, [OfflineRefusal.RevocationListSignature], bytes => trust.TakeRevocations(bytes));
        Assert.Equal(OfflineRefusal.None, trust.TakeRevocations(list.Bytes));
        Assert.True(trust.IsRevoked(new(4)) && trust.IsRevoked(new(9)) && !trust.IsRevoked(new(5)));
        Assert.Equal(OfflineRefusal.RevocationListOlder, trust.TakeRevocations(RevocationList.Create(2, [], centralBank).Bytes));
    }

    [Fact]
    public void No_bytes_at_all_make_the_readers_throw()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        var template = scene.Offer(payee, payer, 30).Bytes.ToArray();
        var certificate = payer.Certificate.Bytes.ToArray();
        var file = payer.SaveCounters();
        var key = RandomKey.FromSeed(7);
        for (var input = 0; input < TestScale.Of(20_000); input++)
        {
            var chance = key.Child((ulong)input);
            var genuine = (chance.Word(0) & 3) switch { 0 => template, 1 => certificate, 2 => file, _ => [] };
            var bytes = Mangle(genuine, chance);
            if (bytes.AsSpan().SequenceEqual(genuine))
                continue; // two changes undid each other

            Assert.NotEqual(OfflineRefusal.None, payer.Pay(bytes, payee.Certificate.Bytes, scene.Now, out _));
            Assert.NotEqual(OfflineRefusal.None, payer.Pay(template, bytes, scene.Now, out _));
            Assert.NotEqual(OfflineRefusal.None, payer.RestoreCounters(bytes));
            Assert.NotEqual(OfflineRefusal.None, payer.TakeLoad(bytes));
            OfflineMessage.Read(bytes, out _);
            OfflineCertificate.Read(bytes, out _);
        }

        Assert.Equal(Amount.FromYuan(100), payer.State.Balance);
    }

    [Fact]
    public void The_reader_of_tokens_never_throws_and_reads_only_what_would_be_written_so()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        var genuine = scene.Pay(payer, payee, scene.Offer(payee, payer, 30)).Bytes.ToArray();
        var bytes = new byte[genuine.Length + 8];
        var again = new byte[OfflineMessage.BodyLength];
        var chance = new KeyedWords(RandomKey.FromSeed(8));
        var read = 0;
        for (var input = 0; input < TestScale.Of(2_500_000); input++)
        {
            genuine.CopyTo(bytes, 0);
            var word = chance.Next();
            bytes[5] = (byte)(word % 7); // kinds 1 to 5 are known
            for (var changes = (word >> 8) % 4; changes > 0; changes--)
            {
                word = chance.Next();
                bytes[(int)(word % OfflineMessage.BodyLength)] = (word >> 56) < 64 ? (byte)0 : (byte)((word >> 48) & 255);
            }

            var length = (word >> 40) % 8 == 0 ? (int)((word >> 16) % (ulong)bytes.Length) : genuine.Length;
            if (OfflineMessage.Read(bytes.AsSpan(0, length), out var message) != OfflineRefusal.None)
                continue;
            read++;
            message.WriteBody(again);
            if (length != genuine.Length || !again.AsSpan().SequenceEqual(bytes.AsSpan(0, again.Length)))
                Assert.Fail($"Input {input}, {length} bytes, was read as {message}.");
        }

        Assert.True(read > 1000); // inputs reach behind the checks, too
    }

    [Fact]
    public void Genuine_messages_with_extreme_fields_are_refused_and_do_not_throw()
    {
        var payer = scene.PurseWith(100);
        var payee = scene.Desk.Enrol(OfflineScene.Icbc, PurseForm.Phone, 2, scene.Now);
        foreach (var time in new[] { Instant64.MinValue, Instant64.MaxValue, default })
        {
            foreach (var amount in new[] { Amount.FromFen(1), Amount.MaxValue })
            {
                var offer = SignedMessage.Sign(
                    new(MessageKind.Offer, 0, OfflineScene.Icbc, payer.Id, payee.Purse, 0, OfflineMessage.NumberMax, amount, time, 1), payee.Signer);
                Assert.NotEqual(OfflineRefusal.None, payer.Pay(offer.Bytes, payee.Certificate.Bytes, scene.Now, out _));
            }
        }
    }

    [Fact]
    public void Real_signatures_carry_a_payment_and_notice_a_changed_byte()
    {
        using var verifier = new EcdsaVerifier();
        var now = scene.Now;
        var signers = new List<EcdsaSigner>();
        var desk = new OfflineDesk(OfflinePolicy.IntermittentlyOffline, [OfflineScene.Icbc], RandomKey.FromSeed(3), Signer, verifier, now);
        var (payer, payee) = (desk.Personalise(OfflineScene.Icbc, PurseForm.SimCard, 2, now), desk.Personalise(OfflineScene.Icbc, PurseForm.Phone, 2, now));
        payer.TakeLoad(desk.Load(payer.Id, Amount.FromYuan(100), now).Bytes);

        payee.Offer(payer.Certificate.Bytes, Amount.FromYuan(30), now, out var offer);
        payer.Pay(offer!.Bytes, payee.Certificate.Bytes, now, out var payment);
        EveryChange(payment!.Bytes, OfMessages, bytes => payee.Receive(bytes, payer.Certificate.Bytes, now, out _));
        Assert.Equal(OfflineRefusal.None, payee.Receive(payment.Bytes, payer.Certificate.Bytes, now, out var confirmation));
        Assert.Equal(OfflineRefusal.None, payer.Confirm(confirmation!.Bytes, payee.Certificate.Bytes, now));
        Assert.Equal(OfflineRefusal.None, payee.EndContact(desk.Answer(payee.BeginContact(), now), now));
        Assert.True(desk.Book.TakeStatement().IsBalanced);
        signers.ForEach(signer => signer.Dispose());

        EcdsaSigner Signer(RandomKey key)
        {
            var signer = new EcdsaSigner(key);
            signers.Add(signer);
            return signer;
        }
    }

    [Fact]
    public void A_key_that_is_no_point_of_the_curve_verifies_nothing()
    {
        using var verifier = new EcdsaVerifier();
        Assert.False(verifier.Verify(new(new byte[64]), [1], new byte[64]));
        Assert.False(verifier.Verify(default, [1], new byte[64]));
        Assert.False(new ModelledVerifier().Verify(default, [1], new byte[64]));
    }

    [Fact]
    public void The_same_random_key_gives_the_same_public_key()
    {
        using var first = new EcdsaSigner(RandomKey.FromSeed(5));
        using var second = new EcdsaSigner(RandomKey.FromSeed(5));
        using var third = new EcdsaSigner(RandomKey.FromSeed(6));
        Assert.Equal(first.PublicKey, second.PublicKey);
        Assert.NotEqual(first.PublicKey, third.PublicKey);
    }

    /// <summary>Every byte, changed in eight ways; reasons stand in order: length, mark, version, then those of fields and of the seal.</summary>
    private static void EveryChange(ReadOnlySpan<byte> genuine, OfflineRefusal[] expected, Func<byte[], OfflineRefusal> read)
    {
        for (var place = 0; place < genuine.Length * 8; place++)
        {
            var at = place >> 3;
            var changed = genuine.ToArray();
            changed[at] ^= (byte)(1 << (place & 7));
            var refusal = read(changed);
            if (expected.Length == 1)
                Assert.Equal(expected[0], refusal);
            else if (at < 5)
                Assert.Equal(at < 4 ? expected[1] : expected[2], refusal);
            else
                Assert.Contains(refusal, expected[3..]);
        }

        Assert.Equal(expected[0], read(genuine[..^1].ToArray()));
        Assert.Equal(expected[0], read([.. genuine, 0]));
    }

    private static byte[] Mangle(byte[] template, RandomKey chance)
    {
        var length = template.Length > 0 && (chance.Word(1) & 7) != 0 ? template.Length : (int)(chance.Word(2) % 300);
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
            bytes[i] = i < template.Length ? template[i] : (byte)(chance.Word((ulong)i + 10) & 255);
        var changes = 1 + (int)(chance.Word(3) % 4);
        for (var change = 0; change < changes && length > 0; change++)
            bytes[chance.Word(4 + (ulong)change) % (ulong)length] ^= (byte)(1 + (chance.Word(100 + (ulong)change) % 255));
        return bytes;
    }
}
