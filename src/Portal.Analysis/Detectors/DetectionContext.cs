namespace Portal.Analysis.Detectors;

/// <summary>What detectors read and the choices they follow.</summary>
public sealed class DetectionContext { }
