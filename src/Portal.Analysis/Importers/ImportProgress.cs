namespace Portal.Analysis.Importers;

/// <summary>How far an import is.</summary>
/// <param name="Stage">For people: <c>reading frames</c>, <c>writing records</c>.</param>
/// <param name="BytesDone">Bytes of the raw evidence read so far.</param>
/// <param name="BytesTotal">Size of the raw evidence; null when it is a pipe.</param>
/// <param name="Items">Frames or lines so far.</param>
public sealed record ImportProgress(string Stage, long BytesDone, long? BytesTotal, long Items);
