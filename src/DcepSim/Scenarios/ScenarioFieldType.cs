namespace DcepSim.Scenarios;

/// <summary>How a field of a scenario file is written.</summary>
public enum ScenarioFieldType
{
    /// <summary>A JSON object with the fields below it; the meaning of <c>default</c>.</summary>
    Section = 0,

    /// <summary>A JSON array; the rows below it describe one item.</summary>
    Sequence = 1,

    /// <summary>A JSON object whose names are free or given by a choice; the rows below it describe one entry.</summary>
    Table = 2,

    /// <summary>A JSON string.</summary>
    Text = 3,

    /// <summary>A JSON string out of a closed list.</summary>
    Choice = 4,

    /// <summary>A JSON number without point and exponent.</summary>
    Whole = 5,

    /// <summary>Any finite JSON number.</summary>
    Number = 6,

    /// <summary>An amount: a JSON number in yuan with at most two decimals and no exponent, kept exactly, in fen.</summary>
    Yuan = 7,

    /// <summary>A local time in Asia/Shanghai: <c>2020-10-12T18:00</c>, seconds optional.</summary>
    Time = 8,
}
