using System.Text;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using NodaTime;

namespace DcepSim.UnitTests.Scenarios;

public sealed class ScenarioReaderTests
{
    private const string Luohu = "shenzhen-luohu-2020";

    public static TheoryData<string> BuiltIns => [.. BuiltInScenarios.Names];

    [Fact]
    public void Luohu_is_read_as_it_was_published()
    {
        var luohu = ScenarioReader.Read(Luohu);

        Assert.Equal(1_913_847, luohu.Campaign.Applicants);
        Assert.Equal(new PacketScenario(Amount.FromYuan(200), 50_000), Assert.Single(luohu.Campaign.Packets));
        Assert.Equal(Amount.FromYuan(10_000_000), luohu.Campaign.Budget);
        Assert.Equal(new LocalDateTime(2020, 10, 12, 18, 0), luohu.Campaign.SpendOpens);
        Assert.Equal(new LocalDateTime(2020, 10, 19, 0, 0), luohu.Campaign.SpendCloses);
        Assert.Equal(["ICBC", "ABC", "BOC", "CCB"], luohu.Operators.Select(bank => bank.Id));
        Assert.Equal(3_389, luohu.Merchants.Count);
        Assert.Equal(new PublishedFigure(47_573, FigureRole.Fitted, "S1, S4"), luohu.Published["claimed"]);
        Assert.Equal(Mark.Published, ScenarioMarks.Find(luohu.Provenance, "campaign.packets[0].faceYuan")!.Mark);
    }

    [Theory]
    [MemberData(nameof(BuiltIns))]
    public void A_built_in_scenario_says_of_every_value_where_it_comes_from(string name) =>
        Assert.DoesNotContain(ScenarioReader.Read(name).Provenance, entry => entry.Value.Source == ScenarioMarks.Unmarked);

    [Theory]
    [MemberData(nameof(BuiltIns))]
    public void A_written_scenario_is_read_back_the_same(string name)
    {
        var first = ScenarioWriter.Write(ScenarioReader.Read(name));

        Assert.Equal(first, ScenarioWriter.Write(Read(first)));
        Assert.Equal(ScenarioWriter.Hash(ScenarioReader.Read(name)), ScenarioWriter.Hash(Read(first)));
    }

    [Fact]
    public void The_hash_does_not_depend_on_layout_or_order_of_fields()
    {
        var text = Encoding.UTF8.GetString(BuiltInScenarios.ReadBytes(Luohu));
        var reordered = text.Replace("\"count\": 3389,\n    \"popularityExponent\": 0.7", "\"popularityExponent\": 0.70,\r\n\"count\":3389", StringComparison.Ordinal);

        Assert.NotEqual(text, reordered);
        Assert.Equal(ScenarioWriter.Hash(ScenarioReader.Read(Luohu)), ScenarioWriter.Hash(Read(reordered)));
    }

    [Fact]
    public void An_end_at_midnight_is_written_back_as_24_00()
    {
        var text = Encoding.UTF8.GetString(ScenarioWriter.Write(ScenarioReader.Read(Luohu)));

        Assert.Contains("\"spendCloses\": \"2020-10-18T24:00\"", text, StringComparison.Ordinal);
        Assert.Contains("\"registrationOpens\": \"2020-10-09T00:00\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_a_users_file_without_provenance_are_marked_as_assumed()
    {
        var text = LuohuText();
        var bare = text[..text.IndexOf(",\n  \"provenance\"", StringComparison.Ordinal)] + "\n}";

        var read = Read(bare);

        Assert.Equal(new Provenance(Mark.Assumed, "unmarked"), read.Provenance["merchants.count"]);
        Assert.Equal(new Provenance(Mark.Assumed, "unmarked"), read.Provenance["campaign.packets[0].faceYuan"]);
        Assert.All(read.Provenance.Values, provenance => Assert.Equal("unmarked", provenance.Source));
    }

    [Fact]
    public void A_set_value_replaces_the_files_and_is_marked_as_assumed()
    {
        var read = ScenarioReader.Read(Luohu, "campaign.packets[0].faceYuan=199.99", "campaign.spendCloses=2020-10-20T24:00", "wallets.tierShares=[0,1,0,0]");

        Assert.Equal(19_999, read.Campaign.Packets[0].Face.Fen);
        Assert.Equal(new LocalDateTime(2020, 10, 21, 0, 0), read.Campaign.SpendCloses);
        Assert.Equal([0, 1, 0, 0], read.Wallets.TierShares);
        Assert.Equal(new Provenance(Mark.Assumed, "set by the user"), read.Provenance["campaign.packets[0].faceYuan"]);
        Assert.Equal(Mark.Published, ScenarioMarks.Find(read.Provenance, "campaign.packets[0].count")!.Mark);
    }

    [Fact]
    public void Setting_a_whole_sequence_drops_what_was_said_of_its_items()
    {
        var read = ScenarioReader.Read(Luohu, """operators=[{"id":"ICBC","name":{"en":"a","zh":"b"},"share":1,"vaultYuan":10000000}]""");

        Assert.Equal(Mark.Assumed, ScenarioMarks.Find(read.Provenance, "operators[0].name.en")!.Mark);
        Assert.DoesNotContain(read.Provenance.Keys, path => path.StartsWith("operators[", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"faceYuan\": 200", "\"faceYuan\": 100", "campaign.packets[0].faceYuan")]
    [InlineData("\"perDay\": 2.3339", "\"perDay\": 3", "behaviour.occasions.perDay")]
    [InlineData("\"spendCloses\": \"2020-10-18T24:00\"", "\"spendCloses\": \"2020-10-20T24:00\"", "campaign.spendCloses")]
    [InlineData("0.95,\n        1,", "0.95,\n        0.9,", "behaviour.occasions.weekdayWeights")]
    public void A_value_edited_in_a_copy_of_a_pilot_does_not_keep_the_mark_of_the_old_one(string old, string edited, string path)
    {
        var copy = Encoding.UTF8.GetString(ScenarioWriter.Write(ScenarioReader.Read(Luohu)));
        Assert.Contains(old, copy, StringComparison.Ordinal);

        var read = Read(Encoding.UTF8.GetBytes(copy.Replace(old, edited, StringComparison.Ordinal)));

        Assert.Equal(new Provenance(Mark.Assumed, ScenarioMarks.SetByUser), ScenarioMarks.Find(read.Provenance, path));
        Assert.Equal([path], ScenarioMarks.PathsSetByUser(read));
        Assert.Equal(ScenarioWriter.Write(read), ScenarioWriter.Write(Read(ScenarioWriter.Write(read))));
    }

    [Fact]
    public void An_edited_value_keeps_a_source_of_its_own()
    {
        var copy = Encoding.UTF8.GetString(ScenarioWriter.Write(ScenarioReader.Read(Luohu)));
        var edited = copy.Replace("\"applicants\": 1913847", "\"applicants\": 1913848", StringComparison.Ordinal).Replace("\"source\": \"S2, S5, S6\"", "\"source\": \"my own count\"", StringComparison.Ordinal);

        Assert.Equal(new Provenance(Mark.Published, "my own count"), ScenarioMarks.Find(Read(Encoding.UTF8.GetBytes(edited)).Provenance, "campaign.applicants"));
    }

    [Fact]
    public void A_published_figure_that_is_set_no_longer_names_its_old_source() =>
        Assert.Equal("set by the user", ScenarioReader.Read(Luohu, "published.claimed.value=40000").Published["claimed"].Source);

    [Theory]
    [InlineData("campaign.packets[0].thresholdYuan=0")]
    [InlineData("campaign.packets[0].copies=1")]
    [InlineData("campaign.limits.paymentsPerMerchant=0")]
    public void What_the_user_sets_to_what_it_is_when_left_out_is_read_back_too(string setting)
    {
        var read = ScenarioReader.Read(Luohu, setting.Contains("limits", StringComparison.Ordinal) ? "campaign.limits={\"paymentsPerMerchant\":0}" : setting);

        Assert.Equal(ScenarioWriter.Write(read), ScenarioWriter.Write(ScenarioReader.Check(read)));
        Assert.Contains(read.Provenance, entry => entry.Value.Source == ScenarioMarks.SetByUser);
    }

    [Theory]
    [InlineData("campaign.aplicants=5", "campaign.aplicants", "did you mean applicants?")]
    [InlineData("campaign.packets[3].count=5", "campaign.packets[3].count", "[0] to [0]")]
    [InlineData("merchants.count=0", "merchants.count", "0 is out of range; allowed: a whole number from 1 to 1000000 merchants")]
    [InlineData("merchants.count=many", "merchants.count", "is \"many\"")]
    [InlineData("merchants.count=1e3", "merchants.count", "is not written as a whole number")]
    [InlineData("merchants.count=99999999999999999999", "merchants.count", "is out of range")]
    [InlineData("merchants.count[0]=1", "merchants.count[0]", "has an index where no sequence stands")]
    [InlineData("campaign.budgetYuan=10000000.005", "campaign.budgetYuan", "at most two decimals")]
    [InlineData("campaign.budgetYuan=1e7", "campaign.budgetYuan", "at most two decimals")]
    [InlineData("campaign.drawAt=2020-10-11T24:00", "campaign.drawAt", "24:00 is for ends; write 2020-10-12T00:00")]
    [InlineData("campaign.drawAt=2020-02-30T10:00", "campaign.drawAt", "is no such time")]
    [InlineData("campaign.spendCloses=2026-01-01T00:01", "campaign.spendCloses", "From 1 January 2026 e-CNY follows another design")]
    [InlineData("campaign.registrationOpens=2019-12-31T00:00", "campaign.registrationOpens", "before the e-CNY pilots")]
    [InlineData("campaign.spendCloses=2022-10-18T24:00", "campaign.spendCloses", "more than 366 days")]
    [InlineData("campaign.funderOperator=ICBK", "campaign.funderOperator", "did you mean ICBC?")]
    [InlineData("campaign.applicants=49999", "campaign.packets", "are 50000, more than campaign.applicants (49999)")]
    [InlineData("operators[1].id=ICBC", "operators[1].id", "is also the id of operators[0]")]
    [InlineData("operators[1].share=0.3", "operators", "sum to 1.05; allowed: 1")]
    [InlineData("wallets.tierShares=[0,0,1]", "wallets.tierShares", "has 3 items; allowed: an array of 4 items")]
    [InlineData("wallets.limitSet=june-2020", "wallets.limitSet", "did you mean june-2021?")]
    [InlineData("behaviour.claim.lapseWindowSlope=1", "behaviour.claim.lapseIntercept", "a probability to lapse of")]
    [InlineData("behaviour.claim.meanDelayHours=0", "behaviour.claim.meanDelayHours", "a number above 0 up to 1000 hours")]
    [InlineData("behaviour.occasions.weekdayWeights=[0,0,0,0,0,0,0]", "behaviour.occasions.weekdayWeights", "are all 0")]
    [InlineData("published.claimd.value=3", "published.claimd.value", "did you mean claimed?")]
    [InlineData("provenance=3", "provenance", "cannot be set")]
    [InlineData("merchants.count", "merchants.count", "is no setting; allowed: path=value")]
    [InlineData("=3", "", "is no setting")]
    [InlineData("name=A B", "name", "does not match")]
    [InlineData("campaign=7", "campaign", "is 7; allowed: an object")]
    public void A_wrong_setting_is_refused_with_its_path_and_what_is_allowed(string setting, string path, string words)
    {
        var refused = Assert.Throws<ScenarioException>(() => ScenarioReader.Read(Luohu, setting));

        Assert.Contains(refused.Faults, fault => fault.Path == path && fault.Message.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_with_several_faults_gets_all_of_them_at_once()
    {
        var text = LuohuText()
            .Replace("\"campaign\": {", "\"campaign\": {\n    \"sponsor\": 1,", StringComparison.Ordinal)
            .Replace("{ \"faceYuan\": 200, \"count\": 50000 }", "{ \"faceYuan\": -200, \"count\": 1 }, { \"faceYuan\": 3000, \"count\": 50000 }", StringComparison.Ordinal)
            .Replace("\"spendCloses\": \"2020-10-18T24:00\"", "\"spendCloses\": \"2020-10-12T17:00\"", StringComparison.Ordinal)
            .Replace("\"count\": 3389", "\"count\": 0", StringComparison.Ordinal)
            .Replace("\"sigma\": 1.0", "\"sigm\": 1.0", StringComparison.Ordinal);

        var faults = Assert.Throws<ScenarioException>(() => Read(text)).Faults;

        Assert.Collection(
            faults,
            fault => AssertFault(fault, "campaign.sponsor", "is not a known field", "(line 9)"),
            fault => AssertFault(fault, "campaign.packets[0].faceYuan", "-200 is out of range", "from 0 to 1000000 yuan"),
            fault => AssertFault(fault, "merchants.count", "0 is out of range", "from 1 to 1000000"),
            fault => AssertFault(fault, "behaviour.basket.sigm", "is not a known field (did you mean sigma?)"),
            fault => AssertFault(fault, "behaviour.basket.sigma", "is missing", "a number from 0.01 to 3"),
            fault => AssertFault(fault, "campaign.spendCloses", "2020-10-12T17:00 is before campaign.spendOpens (2020-10-12T18:00)", "allowed: after it"),
            fault => AssertFault(fault, "campaign.packets", "sum to 150000000.00 yuan, more than campaign.budgetYuan (10000000.00 yuan)"),
            fault => AssertFault(fault, "campaign.packets[1].faceYuan", "above the balance cap of a tier III wallet in test-2020-08 (2000.00 yuan)"),
            fault => AssertFault(fault, "provenance.behaviour.basket.sigma", "speaks of a field that is not in the scenario"));
    }

    [Theory]
    [InlineData("{\n  \"schema\": \"x\",\n  \"名\": oops }", "line 3, column 8")]
    [InlineData("{ \"schema\": \"dcepsim.scenario/1\"", "line 1, column")]
    [InlineData("", "line 1, column 1: there is nothing in it")]
    [InlineData("{} {}", "line 1, column 4")]
    [InlineData("{ /* */ }", "line 1, column 3")]
    public void Broken_JSON_is_refused_with_line_and_column(string text, string place)
    {
        var fault = Assert.Single(Assert.Throws<ScenarioException>(() => Read(text)).Faults);

        Assert.Contains("is not JSON: " + place, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        Assert.Contains("UTF-8", Assert.Throws<ScenarioException>(() => Read([0xFF, 0xFE, 0x7B])).Message, StringComparison.Ordinal);
        Assert.Contains("surrogate", Assert.Throws<ScenarioException>(() => Read("{\"\\ud800\": 1}")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "is an array; allowed: an object")]
    [InlineData("{}", "is missing")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}", "is given 2 times")]
    public void JSON_that_is_no_scenario_is_refused(string text, string words) =>
        Assert.Contains(words, Assert.Throws<ScenarioException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_a_missing_file_and_a_huge_file_are_refused_at_once()
    {
        using var folder = new TemporaryFolder();
        var huge = Path.Combine(folder.Path, "huge.json");
        using (var file = File.Create(huge))
            file.SetLength(2L * 1024 * 1024 * 1024); // sparse: takes no room

        Assert.Contains("is a folder", Refusal(folder.Path), StringComparison.Ordinal);
        Assert.Contains($"built-in: {string.Join(", ", BuiltInScenarios.Names)}", Refusal(Path.Combine(folder.Path, "none.json")), StringComparison.Ordinal);
        Assert.Contains("too large for a scenario (2147483648 bytes); allowed: up to 16777216 bytes", Refusal(huge), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_without_end_is_refused_at_the_cap()
    {
        using var spaces = new EndlessSpaces();

        Assert.Contains("too large", Assert.Throws<ScenarioException>(() => ScenarioReader.Read(spaces, "pipe")).Message, StringComparison.Ordinal);
        Assert.InRange(spaces.BytesGiven, ScenarioReader.BytesMax, ScenarioReader.BytesMax + 1024 * 1024);
    }

    [Theory]
    [InlineData("shenzen-luohu-2020")]
    [InlineData("Luohu")]
    public void A_misspelt_built_in_name_or_a_part_of_it_gets_the_right_one(string name) =>
        Assert.Contains("did you mean shenzhen-luohu-2020?", Refusal(name), StringComparison.Ordinal);

    [Fact]
    public void A_scenario_made_in_code_is_held_to_the_same_rules()
    {
        var luohu = ScenarioReader.Read(Luohu);

        var wrong = luohu with { Merchants = new(0, double.NaN, []) };

        Assert.Equal(ScenarioWriter.Write(luohu), ScenarioWriter.Write(ScenarioReader.Check(luohu)));
        Assert.Equal(["merchants.count", "merchants.popularityExponent"], Assert.Throws<ScenarioException>(() => ScenarioReader.Check(wrong)).Faults.Select(fault => fault.Path));
    }

    [Fact]
    public void Every_value_is_counted_under_one_mark()
    {
        var marks = ScenarioMarks.Count(ScenarioReader.Read(Luohu));

        Assert.Equal(5, marks[Mark.Fitted]);
        Assert.Equal(1, marks[Mark.Derived]);
        Assert.True(marks[Mark.Assumed] > 10);
    }

    private static void AssertFault(ScenarioFault fault, string path, params string[] words)
    {
        Assert.Equal(path, fault.Path);
        Assert.All(words, word => Assert.Contains(word, fault.Message, StringComparison.Ordinal));
    }

    private static string Refusal(string nameOrPath) => Assert.Throws<ScenarioException>(() => ScenarioReader.Read(nameOrPath)).Message;

    private static string LuohuText() => Encoding.UTF8.GetString(BuiltInScenarios.ReadBytes(Luohu));

    private static Scenario Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    private static Scenario Read(byte[] json) => ScenarioReader.Read(new MemoryStream(json), "test");

    private sealed class EndlessSpaces : Stream
    {
        public long BytesGiven { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)' ');
            BytesGiven += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
