namespace Portal.Web.Pages.Packets;

/// <summary>A capture of the case that can be looked into frame by frame.</summary>
public sealed record CaptureChoice(int Id, string Sha256, string Name, long Frames);
