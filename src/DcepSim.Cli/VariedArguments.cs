using System.CommandLine;
using DcepSim.Results;
using DcepSim.Simulation.Scenarios;
using DcepSim.Sweeps;

namespace DcepSim.Cli;

/// <summary>Which scenario, which of its fields move and which metric is in question: what verbs that vary a scenario are told.</summary>
internal sealed class VariedArguments
{
    private readonly ScenarioArguments _scenario = new();
    private readonly Option<string[]> _vary;
    private readonly Option<string> _metric = new("--metric") { Description = "The metric in question.", HelpName = "M", DefaultValueFactory = _ => Metric.Redeemed.Name };

    public VariedArguments(string helpName, string description)
    {
        _vary = new("--vary") { Description = description, HelpName = helpName, Required = true };
        _metric.AcceptOnlyFromAmong([.. Metric.Names]);
    }

    /// <summary>The command of a verb that varies a scenario: its own options, then these, then those of every experiment.</summary>
    public Command CommandOf(string name, string description, ExperimentArguments experiment, Func<ParseResult, CancellationToken, Task<int>> run, params ReadOnlySpan<Option> own)
    {
        var command = new Command(name, description);
        foreach (var option in own)
            command.Add(option);
        AddTo(command);
        experiment.AddTo(command);
        command.SetAction(run);
        return command;
    }

    public Scenario Scenario(ParseResult parsed) => _scenario.Read(parsed);

    public SweepAxis[] Axes(ParseResult parsed) => [.. parsed.GetRequiredValue(_vary).Select(SweepAxis.Parse)];

    public Metric MetricIn(ParseResult parsed) => Metric.All.Single(metric => metric.Name == parsed.GetValue(_metric));

    private void AddTo(Command command)
    {
        command.Add(_scenario.Name);
        command.Add(_vary);
        command.Add(_metric);
        command.Add(_scenario.Settings);
    }
}
