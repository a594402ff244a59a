namespace DcepSim.Campaigns;

/// <summary>Why a proof is rejected: the first reason found, in this order.</summary>
public enum DrawFault : byte
{
    /// <summary>None: the proof holds. The meaning of <c>default</c>.</summary>
    None = 0,

    /// <summary>The proof or the entrant list is missing or cannot be opened, so nothing was checked.</summary>
    FileUnreadable = 1,

    /// <summary>The document is cut short, is not JSON, or lacks or adds a field.</summary>
    ProofUnreadable = 2,

    /// <summary>The document is of a kind or version this verifier does not know.</summary>
    SchemaUnknown = 3,

    /// <summary>The draw was made by an algorithm or version this verifier does not know.</summary>
    AlgorithmUnknown = 4,

    /// <summary>The commitment in the proof does not have the fingerprint stated beside it.</summary>
    CommitmentAltered = 5,

    /// <summary>The commitment in the proof is not the one that was published before the draw.</summary>
    CommitmentNotThePublished = 6,

    /// <summary>The beacon in the proof is not the public one.</summary>
    BeaconDiffers = 7,

    /// <summary>The entrant list is not in order, so it is no list at all.</summary>
    EntrantListFaulty = 8,

    /// <summary>The entrant list has another number of entrants than the commitment.</summary>
    EntrantCountDiffers = 9,

    /// <summary>The entrant list has another root than the commitment: a line was added, removed or changed.</summary>
    EntrantListDiffers = 10,

    /// <summary>The proof names more or fewer winners than the draw gives.</summary>
    WinnerCountDiffers = 11,

    /// <summary>The proof names another winner, order or prize than the draw gives.</summary>
    WinnerDiffers = 12,

    /// <summary>The winners are right, but their fingerprint is not the one stated.</summary>
    WinnersFingerprintDiffers = 13,
}
