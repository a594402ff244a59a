using System.Text;
using DcepSim.Campaigns;

namespace DcepSim.UnitTests.Campaigns;

public class DrawVerifierTests
{
    private const string KnownProof =
        """{"schema":"dcepsim.draw/1","commitment":{"campaign":"test","algorithm":"dcepsim.lottery/1","entrants":5,"entrantRoot":"57ab83a132fe2c4ce875b8109d87687e8060425a901679f68921dca305c1afa9","prizes":[{"name":"packet","faceFen":20000,"places":2}],"unfilledPlaces":"returnToFunder","beaconSource":"the noon bulletin"},"commitmentFingerprint":"adfc56dee47e61cc22737dfceedc9258c29fd0dde3aeb7000397d9b00364981a","beacon":"00ff10","winners":["007","011"],"winnersFingerprint":"33cccb4b66b9fa92e5e8f666488783763f3116173dae926f60c4e29e56b25a3b"}""";

    private static readonly Beacon Noon = new([0x00, 0xFF, 0x10]);
    private static readonly EntrantTree Five = Tree("011\n005\n007\n402\n033\n");
    private static readonly EntrantTree Many = Tree(string.Join('\n', Enumerable.Range(1, 3_000).Select(number => $"{number:D5}\t{(number % 3 == 0 ? "resident" : "visitor")}")));
    private static readonly DrawProof Proof = DrawProof.Draw(
        new(new("test"), default, new([new("local", Amount.FromYuan(200), 40, "resident"), new("open", Amount.FromYuan(100), 60)]), Many.Entrants.Count, Many.Root),
        Many,
        Noon);

    [Fact] // worked out, byte by byte, by a separate program in another language
    public void The_proof_of_a_small_draw_is_a_known_document()
    {
        var commitment = new DrawCommitment(new("test"), default, DrawTerms.OfEqualPackets(2, Amount.FromYuan(200)), 5, Five.Root, "the noon bulletin");

        Assert.Equal(KnownProof, Encoding.UTF8.GetString(Written(DrawProof.Draw(commitment, Five, Noon))));
    }

    [Fact]
    public void A_proof_that_was_written_and_read_holds()
    {
        var verdict = DrawVerifier.Check(ReadAgain(Proof), Many, Noon, Proof.Commitment.Fingerprint());

        Assert.True(verdict.Holds, verdict.Message);
        Assert.Contains("100 winners among 3000 entrants", verdict.Message, StringComparison.Ordinal);
        Assert.Equal(Written(Proof), Written(ReadAgain(Proof)));
    }

    [Fact]
    public void Two_winners_in_each_others_place_are_found_with_the_place()
    {
        var swapped = Proof with { Winners = Proof.Winners.SetItem(7, Proof.Winners[8]).SetItem(8, Proof.Winners[7]) };
        Rejected(DrawFault.WinnerDiffers, "first at place 8", swapped with { WinnersFingerprint = DrawProof.FingerprintOf(swapped.Winners) });
    }

    [Fact]
    public void A_winner_replaced_by_a_loser_is_found_with_both_names()
    {
        var loser = Enumerable.Range(0, Many.Entrants.Count).Select(Many.Entrants.Id).First(id => !Proof.Winners.Any(winner => winner.Id == id));
        var winners = Proof.Winners.SetItem(99, new(loser, 1));
        Rejected(DrawFault.WinnerDiffers, $"'{loser}' (prize open)", Proof with { Winners = winners, WinnersFingerprint = DrawProof.FingerprintOf(winners) });
    }

    [Fact]
    public void Another_prize_for_a_winner_is_found()
    {
        var winners = Proof.Winners.SetItem(0, Proof.Winners[0] with { Prize = 1 - Proof.Winners[0].Prize });
        Rejected(DrawFault.WinnerDiffers, "first at place 1:", Proof with { Winners = winners });
    }

    [Fact]
    public void A_list_with_one_entrant_renamed_is_found()
    {
        var renamed = Tree(string.Join('\n', Enumerable.Range(0, Many.Entrants.Count).Select(entrant => Encoding.UTF8.GetString(Many.Entrants.Line(entrant)))).Replace("01500", "01500x", StringComparison.Ordinal));
        Rejected(DrawFault.EntrantListDiffers, "not the one committed to", Proof, renamed);
    }

    [Fact]
    public void A_list_with_one_entrant_less_is_found() => Rejected(DrawFault.EntrantCountDiffers, "has 5 entrants, the commitment 3000", Proof, Five);

    [Fact]
    public void Another_beacon_is_found() => Rejected(DrawFault.BeaconDiffers, "the public one is 00ff11", Proof, beacon: new([0x00, 0xFF, 0x11]));

    [Fact]
    public void A_proof_made_anew_for_another_beacon_gives_other_winners()
    {
        var other = new Beacon([0x00, 0xFF, 0x11]);
        Rejected(DrawFault.WinnerDiffers, "first at place", Proof with { Beacon = other }, beacon: other);
    }

    [Fact]
    public void An_unknown_algorithm_version_is_named()
    {
        var commitment = Proof.Commitment with { Algorithm = "dcepsim.lottery/2" };
        Rejected(DrawFault.AlgorithmUnknown, "dcepsim.lottery/2", Proof with { Commitment = commitment, CommitmentFingerprint = commitment.Fingerprint() });
        Assert.Throws<ArgumentException>("commitment", () => DrawProof.Draw(commitment, Many, Noon));
    }

    [Fact]
    public void A_wrong_number_of_winners_is_found() =>
        Rejected(DrawFault.WinnerCountDiffers, "gives 100 winners, the proof names 99", Proof with { Winners = Proof.Winners.RemoveAt(3) });

    [Fact]
    public void An_altered_commitment_is_found() =>
        Rejected(DrawFault.CommitmentAltered, "was altered", Proof with { Commitment = Proof.Commitment with { BeaconSource = "the evening bulletin" } });

    [Fact]
    public void A_commitment_other_than_the_published_one_is_found()
    {
        var verdict = DrawVerifier.Check(Proof, Many, Noon, Digest.Of([1]));
        Assert.Equal(DrawFault.CommitmentNotThePublished, verdict.Fault);
    }

    [Fact]
    public void A_wrong_fingerprint_of_right_winners_is_found() =>
        Rejected(DrawFault.WinnersFingerprintDiffers, "The winners are right", Proof with { WinnersFingerprint = Digest.Of([1]) });

    [Fact]
    public void A_proof_cut_short_anywhere_cannot_be_read()
    {
        var bytes = Encoding.UTF8.GetBytes(KnownProof);
        for (var length = 0; length < bytes.Length; length++)
            Assert.Equal(DrawFault.ProofUnreadable, Assert.Throws<DrawProofException>(() => DrawProofFormat.ReadProof(bytes.AsSpan(0, length))).Verdict.Fault);
        Assert.Contains("may be cut short", Assert.Throws<DrawProofException>(() => DrawProofFormat.ReadProof(bytes.AsSpan(0, 300))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"faceFen\":20000", "\"faceFen\":-1", DrawFault.ProofUnreadable)]
    [InlineData("\"faceFen\":20000,", "", DrawFault.ProofUnreadable)]
    [InlineData("\"places\":2", "\"places\":0", DrawFault.ProofUnreadable)]
    [InlineData("\"places\":2}", "\"places\":2},null", DrawFault.ProofUnreadable)]
    [InlineData("returnToFunder", "keepIt", DrawFault.ProofUnreadable)]
    [InlineData("\"beacon\":\"00ff10\"", "\"beacon\":\"00ff1\"", DrawFault.ProofUnreadable)]
    [InlineData("\"winners\":[", "\"winners\":[null,", DrawFault.ProofUnreadable)]
    [InlineData("\"winners\":[\"007\",\"011\"]", "\"winners\":null", DrawFault.ProofUnreadable)]
    [InlineData("\"winners\"", "\"wieners\"", DrawFault.ProofUnreadable)]
    [InlineData("\"beacon\":", "\"beacon\":\"00\",\"beacon\":", DrawFault.ProofUnreadable)]
    [InlineData("\"winnersFingerprint\":\"3", "\"winnersFingerprint\":\"", DrawFault.ProofUnreadable)]
    [InlineData("\"winnersFingerprint\"", "\"prizes\":[0],\"winnersFingerprint\"", DrawFault.ProofUnreadable)]
    [InlineData("\"test\"", "\"\\uD800\"", DrawFault.ProofUnreadable)]
    [InlineData("dcepsim.draw/1", "\\uD800", DrawFault.ProofUnreadable)]
    [InlineData("dcepsim.draw/1", "dcepsim.draw/2", DrawFault.SchemaUnknown)]
    public void A_document_that_is_not_a_proof_is_told_apart(string found, string replacement, DrawFault fault)
    {
        var altered = KnownProof.Replace(found, replacement, StringComparison.Ordinal);
        Assert.NotEqual(KnownProof, altered);
        Assert.Equal(fault, Assert.Throws<DrawProofException>(() => DrawProofFormat.ReadProof(Encoding.UTF8.GetBytes(altered))).Verdict.Fault);
    }

    [Fact]
    public void Any_single_changed_character_of_a_proof_is_noticed()
    {
        for (var place = 0; place < KnownProof.Length; place++)
        {
            var altered = Encoding.UTF8.GetBytes(KnownProof);
            altered[place] = altered[place] == (byte)'8' ? (byte)'9' : (byte)'8';
            DrawVerdict verdict;
            try
            {
                verdict = DrawVerifier.Check(DrawProofFormat.ReadProof(altered), Five, Noon);
            }
            catch (DrawProofException error)
            {
                verdict = error.Verdict;
            }

            Assert.False(verdict.Holds, $"A change at character {place} went unnoticed.");
        }
    }

    [Fact]
    public void A_commitment_is_published_read_again_and_an_altered_one_found()
    {
        using var stream = new MemoryStream();
        DrawProofFormat.Write(Proof.Commitment, stream);
        var text = Encoding.UTF8.GetString(stream.ToArray());

        Assert.Equal(Proof.Commitment.Fingerprint(), DrawProofFormat.ReadCommitment(stream.ToArray()).Fingerprint());
        var altered = text.Replace("\"places\":40", "\"places\":41", StringComparison.Ordinal);
        Assert.Equal(DrawFault.CommitmentAltered, Assert.Throws<DrawProofException>(() => DrawProofFormat.ReadCommitment(Encoding.UTF8.GetBytes(altered))).Verdict.Fault);
    }

    [Fact]
    public void An_inclusion_path_is_handed_over_as_a_document_and_still_leads_to_the_root()
    {
        using var stream = new MemoryStream();
        DrawProofFormat.Write(Many.PathOf(1_234), stream);
        var text = Encoding.UTF8.GetString(stream.ToArray());

        var path = DrawProofFormat.ReadInclusionPath(stream.ToArray());
        Assert.Equal("01235\tvisitor", path.Line);
        Assert.True(path.LeadsTo(Proof.Commitment.EntrantRoot));
        Assert.False(DrawProofFormat.ReadInclusionPath(Encoding.UTF8.GetBytes(text.Replace("01235", "01236", StringComparison.Ordinal))).LeadsTo(Proof.Commitment.EntrantRoot));
        Assert.Throws<DrawProofException>(() => DrawProofFormat.ReadInclusionPath(Encoding.UTF8.GetBytes(text[..^3])));
        Assert.Throws<DrawProofException>(() => DrawProofFormat.ReadInclusionPath(Encoding.UTF8.GetBytes(text.Replace("\"siblings\":[", "\"siblings\":[null,", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData(null, "missing")]
    [InlineData("", "missing")]
    [InlineData("abc", "odd")]
    [InlineData("zz", "Character 1")]
    [InlineData("0x12", "Character 2")]
    public void A_beacon_that_is_no_hexadecimal_number_is_refused_with_the_reason(string? hex, string part)
    {
        Assert.False(Beacon.TryParse(hex, out _, out var reason));
        Assert.Contains(part, reason, StringComparison.Ordinal);
        Assert.False(Beacon.TryParse(new string('0', 2050), out _, out _));
        Assert.True(Beacon.TryParse("00FF10", out var beacon, out _));
        Assert.Equal(Noon, beacon);
    }

    private static void Rejected(DrawFault fault, string part, DrawProof proof, EntrantTree? tree = null, Beacon? beacon = null)
    {
        var verdict = DrawVerifier.Check(proof, tree ?? Many, beacon ?? Noon);
        Assert.Equal(fault, verdict.Fault);
        Assert.Contains(part, verdict.Message, StringComparison.Ordinal);
    }

    private static EntrantTree Tree(string text) => EntrantTree.Of(EntrantListReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text))));

    private static byte[] Written(DrawProof proof)
    {
        using var stream = new MemoryStream();
        DrawProofFormat.Write(proof, stream);
        return stream.ToArray();
    }

    private static DrawProof ReadAgain(DrawProof proof) => DrawProofFormat.ReadProof(Written(proof));
}
