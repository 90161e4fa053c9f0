namespace Portal.Cases.Refusals;

/// <summary>Why a request was not carried out.</summary>
public enum Refusal
{
    /// <summary>It does not exist, or the user may not know that it exists.</summary>
    NotFound,

    /// <summary>The user sees it but has no right to do this with it.</summary>
    Forbidden,

    /// <summary>Somebody else was faster, or the state does not allow it now.</summary>
    Conflict,

    /// <summary>The input cannot be accepted.</summary>
    Invalid,
}
