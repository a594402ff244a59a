using DcepSim.Campaigns;
using DcepSim.Draws;
using DcepSim.Simulation.Scenarios;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Draws;

public sealed class DrawFilesTests : IDisposable
{
    private static readonly Beacon Noon = new([0x12, 0x34]);
    private readonly string folder = Directory.CreateTempSubdirectory("dcepsim-draw-").FullName;

    private string EntrantsPath => Path.Combine(folder, DrawFiles.EntrantsName);

    private string OutputFolder => Path.Combine(folder, "out");

    private string ProofPath => Path.Combine(OutputFolder, DrawFiles.ProofName);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_draw_from_a_numbered_list_is_written_and_holds()
    {
        var outcome = Run();

        Assert.True(outcome.IsDone, outcome.Message);
        Assert.Equal(500, outcome.Proof!.Winners.Length);
        var verdict = Verify(ProofPath, EntrantsPath, Noon, outcome.Proof.CommitmentFingerprint);
        Assert.True(verdict.Holds, verdict.Message);
        Assert.Equal([DrawFiles.CommitmentName, DrawFiles.ProofName], Directory.GetFiles(OutputFolder).Select(Path.GetFileName).Order());
        Assert.Equal(outcome.Proof.CommitmentFingerprint, DrawProofFormat.ReadCommitment(File.ReadAllBytes(outcome.CommitmentPath!)).Fingerprint());
    }

    [Fact]
    public void A_numbered_list_has_as_many_digits_as_its_largest_number()
    {
        WriteNumbered(100);
        Assert.Equal(Enumerable.Range(1, 100).Select(number => number.ToString("D3", System.Globalization.CultureInfo.InvariantCulture)), File.ReadLines(EntrantsPath));
    }

    [Fact]
    public void Places_reserved_for_a_stratum_go_to_the_entrants_that_a_real_list_puts_in_it()
    {
        File.WriteAllLines(EntrantsPath, Enumerable.Range(1, 400).Select(number => $"{number:D4}{(number % 4 == 0 ? "\tresidents" : number % 4 == 1 ? "\tvisitors" : "")}"));

        var outcome = DrawFiles.Run(ScenarioDraw.OrderOf(Strata(400), Noon, OutputFolder, EntrantsPath), cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(outcome.IsDone, outcome.Message);
        AssertReserved(outcome, line => line % 4 == 0, line => line % 4 == 1);
    }

    [Fact]
    public void A_made_up_list_puts_its_first_numbers_into_the_strata_of_the_scenario()
    {
        var outcome = ScenarioDraw.Run(Strata(400), Noon, OutputFolder, cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(outcome.IsDone, outcome.Message);
        var lines = File.ReadAllLines(Path.Combine(OutputFolder, DrawFiles.EntrantsName));
        Assert.Equal(["001\tresidents", "200\tresidents", "201\tvisitors", "300\tvisitors", "301", "400"], new[] { 0, 199, 200, 299, 300, 399 }.Select(line => lines[line]));
        AssertReserved(outcome, number => number <= 200, number => number is > 200 and <= 300);
    }

    private static Scenario Strata(int applicants) => TinyScenarios.Lottery(40) is var tiny
        ? tiny with
        {
            Campaign = tiny.Campaign with
            {
                Applicants = applicants,
                Strata = [new StratumScenario("residents", 0.5), new StratumScenario("visitors", 0.25)],
                Packets =
                [
                    new PacketScenario(Amount.FromYuan(100), 20) { Stratum = "residents" },
                    new PacketScenario(Amount.FromYuan(50), 10) { Stratum = "visitors" },
                    new PacketScenario(Amount.FromYuan(50), 10),
                ],
            },
        }
        : tiny;

    private static void AssertReserved(DrawRunOutcome outcome, Predicate<int> isResident, Predicate<int> isVisitor)
    {
        var winners = outcome.Proof!.Winners;
        Assert.Equal(40, winners.Length);
        var byPrize = winners.ToLookup(winner => winner.Prize, winner => int.Parse(winner.Id, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(20, byPrize[0].Count(number => isResident(number)));
        Assert.Equal(10, byPrize[1].Count(number => isVisitor(number)));
        Assert.Equal(10, byPrize[2].Count());
    }

    [Fact]
    public void The_same_draw_gives_the_same_bytes_whatever_the_order_of_the_lines()
    {
        Run();
        var first = File.ReadAllBytes(ProofPath);
        File.WriteAllLines(EntrantsPath, File.ReadAllLines(EntrantsPath).Reverse());

        Assert.True(Run(Order() with { Overwrite = true }).IsDone);

        Assert.Equal(first, File.ReadAllBytes(ProofPath));
    }

    [Fact]
    public void Each_alteration_is_rejected_with_its_own_message()
    {
        var proof = Run().Proof!;
        var document = File.ReadAllText(ProofPath);
        var verdicts = new Dictionary<DrawFault, string>();
        void Check(DrawFault expected, string content, Beacon? beacon = null)
        {
            File.WriteAllText(ProofPath, content);
            var verdict = Verify(ProofPath, EntrantsPath, beacon ?? Noon);
            Assert.Equal(expected, verdict.Fault);
            verdicts.Add(verdict.Fault, verdict.Message);
        }

        Check(DrawFault.WinnerDiffers, document.Replace($"\"{proof.Winners[3].Id}\"", $"\"{proof.Winners[3].Id}9\"", StringComparison.Ordinal));
        Check(DrawFault.BeaconDiffers, document, new([0x12, 0x35]));
        Check(DrawFault.ProofUnreadable, document[..(document.Length / 2)]);
        Check(DrawFault.AlgorithmUnknown, document.Replace("lottery/1", "lottery/9", StringComparison.Ordinal));
        Check(DrawFault.WinnerCountDiffers, document.Replace($"\"{proof.Winners[3].Id}\",", "", StringComparison.Ordinal));
        var lines = File.ReadAllLines(EntrantsPath);
        lines[1_234] += "x";
        File.WriteAllLines(EntrantsPath, lines);
        Check(DrawFault.EntrantListDiffers, document);
        lines[77] = lines[76];
        File.WriteAllLines(EntrantsPath, lines);
        Check(DrawFault.EntrantListFaulty, document);

        Assert.Equal(verdicts.Count, verdicts.Values.Distinct().Count());
    }

    [Fact]
    public void Files_that_are_missing_or_folders_are_named()
    {
        Assert.Equal(DrawRunFault.EntrantsUnreadable, Run(Order()).Fault);
        Run();
        Assert.Contains("is not there", Verify(ProofPath + "x", EntrantsPath, Noon).Message, StringComparison.Ordinal);
        Assert.Contains("is not there", Verify(ProofPath, EntrantsPath + "x", Noon).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Verify(ProofPath, folder, Noon).Message, StringComparison.Ordinal);
        Assert.Equal(DrawFault.FileUnreadable, Verify(folder, EntrantsPath, Noon).Fault);
    }

    [Fact]
    public void A_faulty_list_is_told_by_line_and_nothing_is_written()
    {
        File.WriteAllText(EntrantsPath, "a\n\na\n");

        var outcome = Run(Order());

        Assert.Equal(DrawRunFault.EntrantListFaulty, outcome.Fault);
        Assert.Contains("line 2: the line is empty; line 3: the id stands on line 1 too", outcome.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(OutputFolder));
    }

    [Fact]
    public void An_earlier_draw_is_not_replaced_unasked()
    {
        Run();
        var before = File.ReadAllBytes(ProofPath);

        Assert.Equal(DrawRunFault.OutputInTheWay, Run(Order() with { Beacon = new([9]) }).Fault);

        Assert.Equal(before, File.ReadAllBytes(ProofPath));
        Assert.Equal(DrawRunFault.OutputInTheWay, Run(Order() with { OutputFolder = EntrantsPath }).Fault);
    }

    [Fact]
    public void A_list_other_than_the_one_committed_to_is_not_drawn_from()
    {
        var published = Run().Proof!.CommitmentFingerprint;
        File.AppendAllText(EntrantsPath, "late\n");

        Assert.Equal(DrawRunFault.CommitmentBroken, Run(Order() with { PublishedCommitment = published, Overwrite = true }).Fault);
    }

    [Fact]
    public void A_cancelled_draw_leaves_no_file()
    {
        WriteNumbered(5_000);
        using var cancellation = new CancellationTokenSource();
        var progress = new CancelAt(DrawStage.Writing, cancellation);

        Assert.Throws<OperationCanceledException>(() => DrawFiles.Run(Order(), progress, cancellation.Token));

        Assert.False(Directory.Exists(OutputFolder));
        Assert.Equal([DrawStage.ReadingEntrants, DrawStage.HashingEntrants, DrawStage.Drawing, DrawStage.Writing], progress.Seen.Distinct());
    }

    [Fact]
    public void The_draw_of_a_scenario_writes_its_made_up_list_beside_a_proof_that_holds()
    {
        var scenario = TinyScenarios.Lottery(winners: 40);

        var outcome = Run(scenario);

        Assert.True(outcome.IsDone, outcome.Message);
        Assert.Equal(40, outcome.Proof!.Winners.Length);
        Assert.Equal(ScenarioTerms.Of(scenario).Fingerprint(), outcome.Proof.Commitment.TermsFingerprint);
        Assert.Equal("001", File.ReadLines(Path.Combine(OutputFolder, DrawFiles.EntrantsName)).First());
        Assert.True(Verify(ProofPath, Path.Combine(OutputFolder, DrawFiles.EntrantsName), Noon).Holds);
        Assert.Equal(DrawRunFault.OutputInTheWay, Run(scenario).Fault);
    }

    [Fact]
    public void A_cancelled_draw_of_a_scenario_leaves_no_file_and_no_folder_that_it_made()
    {
        Cancelled();
        Assert.False(Directory.Exists(OutputFolder));

        Directory.CreateDirectory(OutputFolder);
        Cancelled();
        Assert.Empty(Directory.GetFiles(OutputFolder));

        void Cancelled()
        {
            using var cancellation = new CancellationTokenSource();
            var progress = new CancelAt(DrawStage.Drawing, cancellation);
            Assert.Throws<OperationCanceledException>(
                () => ScenarioDraw.Run(TinyScenarios.Lottery(), Noon, OutputFolder, overwrite: false, progress, cancellation.Token));
        }
    }

    [Fact]
    public void A_draw_of_a_scenario_that_fails_leaves_the_list_of_an_earlier_one()
    {
        Run(TinyScenarios.Lottery(winners: 40));
        var listPath = Path.Combine(OutputFolder, DrawFiles.EntrantsName);
        File.WriteAllText(listPath, "somebody\n");
        var again = TinyScenarios.Lottery(winners: 41);
        var order = ScenarioDraw.OrderOf(again, Noon, OutputFolder) with { PublishedCommitment = Digest.Of("another"u8), Overwrite = true };

        var outcome = ScenarioDraw.Run(again, order, progress: null, TestContext.Current.CancellationToken);

        Assert.Equal(DrawRunFault.CommitmentBroken, outcome.Fault);
        Assert.Equal("somebody\n", File.ReadAllText(listPath));
        Assert.Equal(3, Directory.GetFiles(OutputFolder).Length);
    }

    private DrawRunOutcome Run(Scenario scenario) =>
        ScenarioDraw.Run(scenario, Noon, OutputFolder, overwrite: false, progress: null, TestContext.Current.CancellationToken);

    private DrawRunOutcome Run()
    {
        WriteNumbered(5_000);
        return Run(Order());
    }

    private static DrawRunOutcome Run(DrawOrder order) => DrawFiles.Run(order, progress: null, TestContext.Current.CancellationToken);

    private static DrawVerdict Verify(string proofPath, string entrantsPath, Beacon beacon, Digest publishedCommitment = default) =>
        DrawFiles.Verify(proofPath, entrantsPath, beacon, publishedCommitment, progress: null, TestContext.Current.CancellationToken);

    private void WriteNumbered(int count) => DrawFiles.WriteNumberedEntrants(EntrantsPath, count, TestContext.Current.CancellationToken);

    private DrawOrder Order() => new(EntrantsPath, DrawTerms.OfPlaces(500), Noon, OutputFolder);

    private sealed class CancelAt(DrawStage stage, CancellationTokenSource cancellation) : IProgress<DrawProgress>
    {
        public List<DrawStage> Seen { get; } = [];

        public void Report(DrawProgress value)
        {
            Seen.Add(value.Stage);
            if (value.Stage == stage)
                cancellation.Cancel();
        }
    }
}
