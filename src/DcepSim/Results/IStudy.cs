using System.Collections.Immutable;

namespace DcepSim.Results;

/// <summary>What came of many experiments, as files.</summary>
public interface IStudy
{
    /// <summary>What its manifest says.</summary>
    StudyFacts Facts { get; }

    /// <summary>All of it as UTF-8 JSON: the same study always gives the same bytes.</summary>
    byte[] WriteJson();

    /// <summary>Its figures as UTF-8 CSV with a header row: the same study always gives the same bytes.</summary>
    byte[] WriteCsv();

    /// <summary>Further files; none unless a study says otherwise.</summary>
    ImmutableArray<StudyFile> MoreFiles => [];
}
