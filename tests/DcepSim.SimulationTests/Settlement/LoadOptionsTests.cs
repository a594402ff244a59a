using DcepSim.LoadTests;

namespace DcepSim.SimulationTests.Settlement;

public class LoadOptionsTests
{
    [Fact]
    public void A_measurement_takes_what_is_named_and_leaves_the_rest_as_it_is()
    {
        var usual = new LoadPlan();
        Assert.Equal(usual, LoadPlan.Read([]));
        Assert.Equal(usual with { Accounts = 70, Seconds = 0.5, Dir = "here" }, LoadPlan.Read(["--dir", "here", "--accounts", "70", "--seconds", "0.5"]));
    }

    [Theory]
    [InlineData("--accounts needs a value.", "--seconds", "1", "--accounts")]
    [InlineData("--dir needs a value.", "--dir", "--seconds", "1")]
    [InlineData("--accounts is \"many\": it takes a whole number from 1 to 2147483647.", "--accounts", "many")]
    [InlineData("--accounts is \"99999999999\": it takes a whole number from 1 to 2147483647.", "--accounts", "99999999999")]
    [InlineData("--window-bits is \"31\": it takes a whole number from 1 to 30.", "--window-bits", "31")]
    [InlineData("--seconds is \"NaN\": it takes a number from 0.", "--seconds", "NaN")]
    [InlineData("\"accounts\" is no option.", "accounts")]
    [InlineData("--batch is \"0\": it takes a whole number from 1 to 2147483647. There is no option --acounts.", "--acounts", "1", "--batch", "0")]
    public void Every_fault_is_told_at_once_with_the_options_there_are(string faults, params string[] args)
    {
        var refusal = Assert.Throws<ArgumentException>(() => LoadPlan.Read(args));
        Assert.Equal($"{faults} Options: --accounts, --seconds, --submitters, --batch, --window-bits, --dir.", refusal.Message);
    }
}
