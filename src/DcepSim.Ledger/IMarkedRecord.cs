namespace DcepSim.Ledger;

/// <summary>A record that a snapshot takes on its own, while others change.</summary>
internal interface IMarkedRecord
{
    /// <summary>Tells a record that the snapshot under way already has from one that it has not; see <see cref="RecordImage{T}"/>.</summary>
    byte Mark { get; set; }
}
