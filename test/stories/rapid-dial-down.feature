Feature: Rapid dial-down
  Whoever sees that a release goes wrong takes the feature from everybody at once.

  Scenario: a release with issues is dialled down
    Given issues during a rollout
    When it is dialled down
    Then the feature is off within a second
