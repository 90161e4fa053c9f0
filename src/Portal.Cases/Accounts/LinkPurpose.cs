namespace Portal.Cases.Accounts;

/// <summary>What a one-time link lets its bearer do.</summary>
public enum LinkPurpose
{
    /// <summary>Make the first administrator of an empty installation.</summary>
    SetUp,

    /// <summary>Make an account.</summary>
    Invitation,

    /// <summary>Choose a new password for one account.</summary>
    PasswordReset,
}
