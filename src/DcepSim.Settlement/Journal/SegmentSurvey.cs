namespace DcepSim.Settlement.Journal;

/// <summary>What one segment of a journal holds.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Epoch">The epoch in which it was written ahead.</param>
/// <param name="FirstSequence">The first sequence in it, 0 if there is none.</param>
/// <param name="LastSequence">The last sequence in it, 0 if there is none.</param>
/// <param name="Groups">Groups with records.</param>
/// <param name="UsedBytes">Bytes up to the end of the last group.</param>
public sealed record SegmentSurvey(string File, long Number, long Bytes, long Epoch, long FirstSequence, long LastSequence, int Groups, long UsedBytes);
