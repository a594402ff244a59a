namespace DcepSim.Scenarios;

/// <summary>The kinds of JSON value.</summary>
internal enum ScenarioNodeKind
{
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}
