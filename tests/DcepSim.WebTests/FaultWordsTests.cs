using System.Text.RegularExpressions;
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
        { "campaign.packet=3", "不是campaign的已知字段；是否想写packets" },
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

    [Fact]
    public void What_has_no_Chinese_words_stays_as_it_is() => Assert.Equal("quite unheard of", FaultWords.Of(new ScenarioFault("", "quite unheard of"), Language.Chinese));

    [GeneratedRegex(@"\b(is|are|allowed|from|than|with|the)\b")]
    private static partial Regex English();
}
