using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DcepSim.Cli;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using DcepSim.Web;

namespace DcepSim.WebTests;

/// <summary>Whoever reads Chinese is told in Chinese what is wrong with a scenario.</summary>
public partial class FaultWordsTests
{
    public static TheoryData<string, string> Wrong => new()
    {
        { "merchants.count=0", "超出范围；允许：" },
        { "merchants.count=1.5", "未写成整数" },
        { "merchants.count=\"many\"", "整数" },
        { "campaign.packet=3", "不是campaign的已知字段（是否想写packets？）" },
        { "campaign.packets[0].faceYuan=0.5", "允许：1元起" },
        { "campaign.packets[0].faceYuan=200.001", "至多两位小数" },
        { "campaign.packets[0].count=60000", "超过campaign.budgetYuan" },
        { "campaign.applicants=100", "多于campaign.applicants" },
        { "campaign.spendCloses=2020-10-11T00:00", "早于campaign.spendOpens" },
        { "campaign.spendCloses=2026-10-11T00:00", "2026年1月1日" },
        { "campaign.spendCloses=tomorrow", "上海时间" },
        { "campaign.funderOperator=BANK", "不是本方案的运营机构" },
        { "campaign.distribution.method=luck", "不在其中" },
        { "behaviour.basket.sigma=x", "数" },
        { "nothing", "不是设置" },
        { "campaign.spendCloses=2019-10-11T00:00", "早于数字人民币试点" },
        { "campaign.packets[7].count=3", "允许：[0]至[0]" },
        { "merchants.count[0]=3", "而此处不是数组" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Every_fault_is_said_in_Chinese(string setting, string words)
    {
        var refused = Assert.Throws<ScenarioException>(() => ScenarioReader.Read("shenzhen-luohu-2020", setting));

        var told = FaultWords.Of(refused, Language.Chinese);
        Assert.Contains(words, told, StringComparison.Ordinal);
        Assert.All(refused.Faults, fault => Assert.DoesNotMatch(English(), FaultWords.Of(fault, Language.Chinese)));
        Assert.Equal(refused.Message, FaultWords.Of(refused, Language.English));
    }

    [Theory]
    [InlineData("0.3333 is what picking one of 3 designs blindly reaches; allowed: above 0.3333 and below 1", "0.3333是从3个方案中盲选即可达到的概率；允许：大于0.3333且小于1")]
    [InlineData("meanPaymentFen has no value in run 1 of design 2 (50, 40); allowed: a figure that every run of every design has", "meanPaymentFen在方案2（50, 40）的第1次运行中没有值；允许：每个方案每次运行都有的指标")]
    public void What_a_choice_refuses_is_said_in_Chinese(string english, string chinese) => Assert.Equal(chinese, FaultWords.Of(new ScenarioFault("", english), Language.Chinese));

    [Theory]
    [InlineData("sweep shenzhen-luohu-2020 --vary merchants.count=5..1")]
    [InlineData("sweep shenzhen-luohu-2020 --vary merchants.count=1e3..1e4")]
    [InlineData("sweep shenzhen-luohu-2020 --vary merchants.count")]
    [InlineData("sweep shenzhen-luohu-2020 --vary merchants.count=1..5")]
    [InlineData("sweep shenzhen-luohu-2020 --vary merchants.count=1,2 --vary merchants.count=3,4")]
    [InlineData("sweep shenzhen-luohu-2020 --vary merchants.count=1,2 --design lhs --points 4")]
    [InlineData("sensitivity shenzhen-luohu-2020 --vary merchants.count=1,2 --metric payments")]
    [InlineData("sensitivity shenzhen-luohu-2020 --vary wallets.limitSet=1..2 --metric payments")]
    [InlineData("calibrate shenzhen-luohu-2020 --free merchants.nothing=1..2")]
    [InlineData("calibrate shenzhen-luohu-2020 --free merchants.count")]
    [InlineData("calibrate mechanism-grab")]
    [InlineData("branch shenzhen-luohu-2020 --at 2030-10-15T12:00 --variant sale:behaviour.occasions.perDay=3")]
    [InlineData("branch shenzhen-luohu-2020 --at 2020-10-15T12:00 --variant sale:merchants.count=30")]
    [InlineData("branch shenzhen-luohu-2020 --at 2020-10-15T12:00 --variant sale:behaviour.claim.probability=0.3")]
    [InlineData("optimise shenzhen-luohu-2020 --budget 1000 --vary campaign.packets[0].faceYuan=100,200")]
    [InlineData("offline risk shenzhen-luohu-2020 --vary offline.policy.payeeCapYuan=1,2")]
    [InlineData("sweep shenzhen-luohu-2020 --vary merchants.count=1,0")]
    [InlineData("branch shenzhen-luohu-2020 --at 2020-10-15T12:00 --variant sale")]
    [InlineData("run shenzhen-luohu")]
    [InlineData("run .")]
    public async Task What_a_study_refuses_is_said_in_Chinese_at_a_terminal(string line)
    {
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var exit = await CommandLine.RunAsync([.. line.Split(' '), "--lang", "zh"], new Terminal(TextWriter.Null, error, IsLive: false, ShowStackTraces: false, TimeProvider.System), cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(2, exit);
        Assert.Contains("处错误", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotMatch(English(), error.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"name\": }")]
    [InlineData("{\"name\": \"x")]
    [InlineData("{\"name\": \"x\",}")]
    [InlineData("{\"name\" 3}")]
    [InlineData("{name: 3}")]
    [InlineData("{\"name\": tru}")]
    [InlineData("{\"name\": \"\\x\"}")]
    [InlineData("{\"name\": 01}")]
    [InlineData("[1, 2")]
    [InlineData("{} {}")]
    public void What_is_no_JSON_is_told_in_Chinese(string text) =>
        Assert.DoesNotMatch("[A-Za-z]{5,}", FaultWords.Of(Assert.Single(Faults(text)), Language.Chinese));

    [Theory]
    [InlineData("shenzhen-luohu-2020")]
    [InlineData("mechanism-all-together")]
    [InlineData("offline-risk")]
    public void Whatever_is_left_out_or_of_another_kind_is_said_in_Chinese(string name)
    {
        var told = Damaged(name).SelectMany(Faults).Select(fault => FaultWords.Of(fault, Language.Chinese)).Distinct().ToList();

        Assert.True(told.Count > 100, $"{told.Count} kinds of fault were met.");
        Assert.All(told, words => Assert.DoesNotMatch(English(), words));
    }

    [Fact]
    public void What_has_no_Chinese_words_stays_as_it_is() => Assert.Equal("quite unheard of", FaultWords.Of(new ScenarioFault("", "quite unheard of"), Language.Chinese));

    private static IEnumerable<ScenarioFault> Faults(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        try
        {
            ScenarioReader.Read(stream, "damaged");
            return [];
        }
        catch (ScenarioException refused)
        {
            return refused.Faults;
        }
    }

    /// <summary>The scenario with one of its values taken out or in another's place, for each value and way.</summary>
    private static IEnumerable<string> Damaged(string name)
    {
        var whole = Encoding.UTF8.GetString(ScenarioWriter.Write(ScenarioReader.Read(name)));
        foreach (var path in Paths(JsonNode.Parse(whole)!.AsObject(), []))
        {
            foreach (var other in (string?[])[null, "\"?\"", "-1e12", "1e12", "{}", "[]"])
            {
                var root = JsonNode.Parse(whole)!.AsObject();
                var parent = path[..^1].Aggregate(root, (above, step) => above[step]!.AsObject());
                if (other is null)
                    parent.Remove(path[^1]);
                else
                    parent[path[^1]] = JsonNode.Parse(other);
                yield return root.ToJsonString();
            }
        }
    }

    private static IEnumerable<string[]> Paths(JsonObject node, string[] above) => node
        .Where(member => member.Key is not "provenance")
        .SelectMany(member => member.Value is JsonObject below ? [[.. above, member.Key], .. Paths(below, [.. above, member.Key])] : (IEnumerable<string[]>)[[.. above, member.Key]]);

    [GeneratedRegex(@"(?<![-.\w])(is|are|allowed|from|to|up|than|with|the|of|or|and|no|not|at|it|that|there|such|as|this|takes|needs|object|array|yuan|hours|days|minutes|seconds|persons|in|bytes|point)(?![-.\w])")]
    private static partial Regex English();
}
